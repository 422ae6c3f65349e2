// Passkeys in the browser: asks the device, puts its answer into the form, sends the form.
//
//   <form method="post" hidden data-passkey="get" data-options="{…}">   get: sign in; create: a new passkey
//     <input type="hidden" name="credential"> <button type="submit"> <p data-passkey-problem hidden role="alert">
//   <p data-passkey-without> … </p>   what is possible without script; goes when the form comes
//
// Without data-options the form's own address is asked for them when the button is pressed.

const CANCELLED = 'Nothing was done: it was cancelled, or took too long. Try again.'
const THERE_ALREADY = 'This device has a passkey for your account already.'
const NOT_HERE = 'This browser or device could not do it. Try another one, or sign in another way.'

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const text = (buffer) => {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }))

// The server sends bytes as base64url; the browser wants buffers.
function understood (options) {
  const asked = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) }
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) }
  if (asked.allowCredentials) asked.allowCredentials = described(asked.allowCredentials)
  if (asked.excludeCredentials) asked.excludeCredentials = described(asked.excludeCredentials)
  return { publicKey: asked }
}

function answer (credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) }
  for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[part]) response[part] = text(credential.response[part])
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response
  })
}

async function optionsOf (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const found = await fetch(form.action, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
  if (!found.ok) throw new Error('no options')
  return (await found.json()).request_options
}

async function ask (form) {
  const problem = form.querySelector('[data-passkey-problem]')
  problem.hidden = true
  try {
    const options = understood(await optionsOf(form))
    const made = form.dataset.passkey === 'create'
      ? await navigator.credentials.create(options)
      : await navigator.credentials.get(options)
    form.elements.credential.value = answer(made)
    form.submit()
  } catch (error) {
    const words = { NotAllowedError: CANCELLED, AbortError: CANCELLED, InvalidStateError: THERE_ALREADY }
    problem.textContent = words[error.name] || NOT_HERE
    problem.hidden = false
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => { event.preventDefault(); ask(form) })
  }
  for (const line of document.querySelectorAll('[data-passkey-without]')) line.remove()
}
