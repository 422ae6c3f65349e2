// Marking on the drawing of a body. Without it the lists below the drawing do the same.
//
//   a press on the drawing   fills the part, side, view and point of the next empty mark
//   a change in the lists    moves that mark's dot to the middle of the part, hollow: where in it is not known

const SVG = 'http://www.w3.org/2000/svg'

for (const map of document.querySelectorAll('[data-body-map]')) watch(map, map.dataset.bodyMap)

function watch(map, name) {
  const form = map.closest('form')
  const says = map.querySelector('[data-body-map-says]')
  map.classList.add('dk-body--live')
  says.textContent = 'Press the place on the drawing, or choose from the lists below it.'
  map.addEventListener('click', (event) => {
    const shape = event.target.closest('[data-region]')
    if (!shape) return
    event.preventDefault()
    const number = nextEmpty(form, name)
    if (number === null) {
      says.textContent = 'There is no room for another mark here. Save, then write a further entry.'
      return
    }
    const at = pointIn(shape, event)
    put(form, `${name}-${number}-region`, shape.dataset.region)
    put(form, `${name}-${number}-side`, shape.dataset.side)
    put(form, `${name}-${number}-view`, shape.dataset.view)
    put(form, `${name}-${number}-x`, at.x)
    put(form, `${name}-${number}-y`, at.y)
    const part = form.querySelector(`[data-part="${name}-${number}"]`)
    if (part.tagName === 'DETAILS') part.open = true
    redraw(map, form, name)
    const words = shape.parentElement.querySelector('title').textContent
    says.textContent = `Mark ${number + 1}: ${words}. Now describe it: size, shape, colour.`
    form.elements[`${name}-${number}-place`].focus({ preventScroll: true })
    form.dispatchEvent(new Event('input', { bubbles: true }))
  })
  form.addEventListener('change', (event) => {
    const found = new RegExp(`^${name}-(\\d+)-(region|side|view)$`).exec(event.target.name || '')
    if (!found) return
    put(form, `${name}-${found[1]}-x`, '')
    put(form, `${name}-${found[1]}-y`, '')
    redraw(map, form, name)
  })
  redraw(map, form, name)
}

function nextEmpty(form, name) {
  for (let number = 0; form.elements[`${name}-${number}-region`]; number += 1) {
    if (!form.elements[`${name}-${number}-region`].value) return number
  }
  return null
}

function pointIn(shape, event) {
  const view = shape.closest('[data-body-view]')
  const matrix = shape.getScreenCTM().inverse()
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix)
  const round = (value) => Math.round(value * 10) / 10
  return { x: round(point.x - Number(view.dataset.left)), y: round(point.y - Number(view.dataset.top)) }
}

function put(form, name, value) {
  const field = form.elements[name]
  if (field) field.value = value
}

function redraw(map, form, name) {
  const svg = map.querySelector('svg')
  for (const old of svg.querySelectorAll('[data-mark]')) old.remove()
  for (let number = 0; form.elements[`${name}-${number}-region`]; number += 1) {
    const value = (field) => form.elements[`${name}-${number}-${field}`].value
    const spot = value('region') ? place(svg, value) : null
    if (spot) svg.append(mark(spot, number + 1))
  }
}

function place(svg, value) {
  const view = svg.querySelector(`[data-body-view="${value('view')}"]`)
  if (view && value('x') !== '' && value('y') !== '') {
    return { x: Number(view.dataset.left) + Number(value('x')), y: Number(view.dataset.top) + Number(value('y')), known: true }
  }
  const shapes = [...svg.querySelectorAll(`[data-region="${value('region')}"]`)]
  const fits = (shape) => 2 * (shape.dataset.view === value('view')) + (shape.dataset.side === value('side'))
  const shape = shapes.sort((a, b) => fits(b) - fits(a))[0]
  if (!shape) return null
  const box = shape.getBBox()
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, known: false }
}

function mark(spot, number) {
  const group = document.createElementNS(SVG, 'g')
  group.dataset.mark = number
  const outwards = (spot.x - 6) % 166 < 80 ? -20 : 20
  group.append(
    shape('line', { x1: spot.x, y1: spot.y, x2: spot.x + outwards, y2: spot.y, stroke: '#0b0c0c' }),
    shape('circle', { cx: spot.x, cy: spot.y, r: 4, fill: spot.known ? '#0b0c0c' : '#ffffff', stroke: '#0b0c0c' }),
    shape('circle', { cx: spot.x + outwards, cy: spot.y, r: 11, fill: '#ffffff', stroke: '#0b0c0c' }),
    shape('text', { x: spot.x + outwards, y: spot.y + 5, 'text-anchor': 'middle', 'font-size': 14, 'font-weight': 'bold' }),
  )
  group.lastChild.textContent = number
  return group
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
