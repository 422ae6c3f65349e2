// Marks a passage of a text to be coded: with the mouse, by touch, or with the keyboard. Without script the form's own
// fields do the same by numbers of sentences. Positions are code points, as the server counts: a string iterates by them.

const length = (text) => [...text].length

class Passages {
  constructor (text, form) {
    this.text = text
    this.form = form
    this.sentences = [...text.querySelectorAll('[data-sentence]')]
    this.here = 0
    this.from = 0
    text.tabIndex = 0
    text.setAttribute('role', 'group')
    text.setAttribute('aria-label', 'The text, sentence by sentence')
    const how = document.getElementById('how')
    if (how) { how.hidden = false; text.setAttribute('aria-describedby', 'how') }
    text.addEventListener('keydown', (event) => this.key(event))
    text.addEventListener('mouseup', () => setTimeout(() => this.selected(), 0))
    text.addEventListener('touchend', () => setTimeout(() => this.selected(), 300))
    for (const name of ['first', 'last', 'words']) {
      this.field(name).addEventListener('input', () => this.byNumbers())
    }
    this.show(this.number('start'), this.number('end'))
  }

  field (name) { return this.form.elements.namedItem(name) }

  number (name) {
    const value = this.field(name).value
    return value === '' ? null : Number(value)
  }

  key (event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (step && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      this.here = Math.min(Math.max(this.here + (this.moved ? step : 0), 0), this.sentences.length - 1)
      this.moved = true
      if (!event.shiftKey) this.from = this.here
      this.take()
    } else if (event.key === 'Enter' && this.moved) {
      event.preventDefault()
      this.field('code').focus()
    }
  }

  // Whole sentences from where Shift was first held to here.
  take () {
    const [low, high] = [Math.min(this.from, this.here), Math.max(this.from, this.here)]
    const [first, last] = [this.sentences[low], this.sentences[high]]
    this.field('first').value = first.dataset.sentence
    this.field('last').value = last.dataset.sentence
    this.field('words').value = ''
    this.set(Number(first.dataset.start), Number(last.dataset.end))
    for (const [place, one] of this.sentences.entries()) one.classList.toggle('cd-sentence--here', place === this.here)
    this.sentences[this.here].scrollIntoView({ block: 'nearest' })
  }

  // Words marked with the mouse: the two ends of the selection as positions in the text.
  selected () {
    const selection = document.getSelection()
    if (!selection || selection.isCollapsed || !selection.rangeCount) return
    const range = selection.getRangeAt(0)
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return
    let start = null
    let end = null
    for (const piece of this.text.querySelectorAll('[data-at]')) {
      if (!range.intersectsNode(piece)) continue
      const node = piece.firstChild
      if (!node) continue
      const at = Number(piece.dataset.at)
      const from = range.startContainer === node ? length(node.data.slice(0, range.startOffset)) : 0
      const to = range.endContainer === node ? length(node.data.slice(0, range.endOffset)) : length(node.data)
      if (from >= to) continue
      if (start === null) start = at + from
      end = at + to
    }
    if (start === null) return
    for (const name of ['first', 'last', 'words']) this.field(name).value = ''
    this.set(start, end)
  }

  // Somebody typed numbers or words instead: the server finds the passage, and the two ends no longer count.
  byNumbers () {
    this.field('start').value = ''
    this.field('end').value = ''
    this.show(null, null)
  }

  set (start, end) {
    this.field('start').value = start
    this.field('end').value = end
    this.show(start, end)
    this.form.dispatchEvent(new Event('change', { bubbles: true }))
  }

  show (start, end) {
    const line = this.form.querySelector('[data-chosen]')
    const words = start === null || end === null ? '' : this.words(start, end)
    line.hidden = !words
    line.textContent = words ? `Passage: “${words.length > 200 ? words.slice(0, 150) + ' … ' + words.slice(-40) : words}”` : ''
    for (const one of this.sentences) {
      const inside = words && Number(one.dataset.start) < end && start < Number(one.dataset.end)
      one.classList.toggle('cd-sentence--taken', Boolean(inside))
    }
  }

  words (start, end) {
    let found = ''
    for (const piece of this.text.querySelectorAll('[data-at]')) {
      const points = [...piece.textContent]
      const at = Number(piece.dataset.at)
      if (at < end && start < at + points.length) {
        if (found && !found.endsWith(' ')) found += piece.parentElement.firstElementChild.nextElementSibling === piece ? ' ' : ''
        found += points.slice(Math.max(start - at, 0), end - at).join('')
      }
    }
    return found
  }
}

// What counts and what does not, of the code that is chosen.
function meanings (select) {
  const place = document.querySelector('[data-about]')
  const show = () => {
    const found = [...document.querySelectorAll('[data-meaning]')].find((one) => one.dataset.meaning === select.value)
    place.replaceChildren(...(found ? [...found.cloneNode(true).childNodes] : []))
  }
  select.addEventListener('change', show)
  show()
}

const text = document.querySelector('[data-passages]')
const form = document.querySelector('[data-passage-form]')
if (text && form) new Passages(text, form)
const select = document.querySelector('select[data-codes]')
if (select && document.querySelector('[data-about]')) meanings(select)
