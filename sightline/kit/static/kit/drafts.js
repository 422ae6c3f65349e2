// Saves what is being typed to the server, so that a time-out, a crash or a closed lid loses nothing.
//
//   <form method="post" data-draft-url="/drafts/…"> … </form>
//
// Protocol: POST of the form's own fields (no files, no passwords) with the CSRF token in a header.
//   2xx with {"saved_at": "14:02"} (optional)  saved; with {"hints": ["…"]} sentences about words that may be said better
//   401, 403 or a redirect                     signed out: text stays, sign in again in another tab
//   409                                        changed by somebody else
//   any of these with {"problem": "…"}         that sentence is shown instead of ours
//   anything else, or no answer                not saved: tried again, at once when the connection returns
// After "signed out", GET of the same address is asked for {"csrf": "…"}: signing in again changes that token. Hidden
// fields are sent too, so a signed token that names the writer keeps another worker's session from taking the text.
// Nothing is written to this device: unsent text lives in the page only.

const PAUSE = 2000
const RETRY = 15000
const TIMEOUT = 20000
const KEEPALIVE_LIMIT = 60000 // browsers refuse more than 64 KiB in a request that outlives its page

const SIGNED_OUT = 'You are signed out. Leave this page open, sign in again in another tab, then come back here.'
const CHANGED = 'Somebody else changed this. Leave this page open and read what changed in another tab.'
const NO_CONNECTION = 'There is no connection. Leave this page open: it will be saved when the connection is back.'
const REFUSED = 'It will be tried again. Leave this page open, or copy what you wrote.'

export function watchDrafts (root) {
  for (const form of root.querySelectorAll('form[data-draft-url]')) new Draft(form)
}

// The server's own sentence for what is wrong, if it gave one.
async function problemOf (answer) {
  try { return (await answer.json()).problem || '' } catch { return '' }
}

class Draft {
  constructor (form) {
    this.form = form
    this.sent = this.fields().toString()
    this.busy = false
    this.signedOut = false
    this.timer = null
    this.leaving = false
    this.line = form.ownerDocument.createElement('p')
    this.line.className = 'sl-draft'
    this.line.setAttribute('role', 'status')
    this.line.setAttribute('aria-live', 'polite')
    form.append(this.line)
    this.hints = form.ownerDocument.createElement('ul')
    this.hints.className = 'sl-hints govuk-list'
    this.hints.setAttribute('aria-live', 'polite')
    this.hints.setAttribute('aria-label', 'Words to look at again')
    this.hints.hidden = true
    form.append(this.hints)
    form.addEventListener('input', () => this.later(PAUSE))
    form.addEventListener('change', () => this.later(PAUSE))
    form.addEventListener('submit', () => { this.leaving = true; clearTimeout(this.timer) })
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') this.save(true) })
    window.addEventListener('online', () => this.save())
    window.addEventListener('focus', () => this.save())
    window.addEventListener('pageshow', () => { this.leaving = false })
    window.addEventListener('beforeunload', (event) => { if (!this.leaving && this.unsaved()) event.preventDefault() })
  }

  fields () {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) {
      const typed = typeof value === 'string' && name !== 'csrfmiddlewaretoken'
      if (typed && this.form.querySelector(`input[type=password][name="${CSS.escape(name)}"]`) === null) {
        fields.append(name, value)
      }
    }
    return fields
  }

  unsaved () { return this.fields().toString() !== this.sent }

  later (delay) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), delay)
  }

  async save (closing = false) {
    clearTimeout(this.timer)
    if (this.busy || this.leaving || !this.unsaved()) return
    this.busy = true
    const body = this.fields()
    if (this.signedOut) await this.renew()
    const trouble = await this.send(body, closing)
    this.signedOut = trouble !== '' && trouble !== NO_CONNECTION
    this.busy = false
    if (trouble === '') this.sent = body.toString()
    this.say(trouble)
    if (this.unsaved()) this.later(trouble === '' ? PAUSE : RETRY)
  }

  // '' when saved, else the sentence to show.
  async send (body, closing) {
    const token = this.form.querySelector('input[name=csrfmiddlewaretoken]')
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: 'POST',
        body,
        credentials: 'same-origin',
        redirect: 'manual',
        keepalive: closing && body.toString().length < KEEPALIVE_LIMIT,
        signal: AbortSignal.timeout(TIMEOUT),
        headers: { 'X-CSRFToken': token ? token.value : '', Accept: 'application/json' }
      })
      if (answer.ok) return this.saved(await answer.text())
      const problem = await problemOf(answer)
      if (problem) return problem
      if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return SIGNED_OUT
      return answer.status === 409 ? CHANGED : REFUSED
    } catch {
      return NO_CONNECTION
    }
  }

  // A fresh token for every form of the page, once somebody is signed in again.
  async renew () {
    try {
      const answer = await fetch(this.form.dataset.draftUrl, { redirect: 'manual', headers: { Accept: 'application/json' } })
      const token = answer.ok ? (await answer.json()).csrf : ''
      if (!token) return
      for (const input of document.querySelectorAll('input[name=csrfmiddlewaretoken]')) input.value = token
    } catch { /* the save that follows says what is wrong */ }
  }

  saved (text) {
    let answer = {}
    try { answer = JSON.parse(text) } catch { /* an empty answer is fine */ }
    this.time = answer.saved_at || new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London'
    }).format(new Date())
    this.suggest(Array.isArray(answer.hints) ? answer.hints : [])
    return ''
  }

  // Words that may be said better. Never more than a suggestion; unchanged ones are not announced again.
  suggest (hints) {
    if (hints.join('\n') === (this.shown || '')) return
    this.shown = hints.join('\n')
    this.hints.hidden = hints.length === 0
    this.hints.replaceChildren(...hints.map((hint) => {
      const item = this.form.ownerDocument.createElement('li')
      item.textContent = hint
      return item
    }))
  }

  say (trouble) {
    this.line.classList.toggle('sl-draft--trouble', trouble !== '')
    this.line.textContent = trouble === '' ? `Saved as a draft at ${this.time}` : `NOT SAVED: ${trouble}`
  }
}
