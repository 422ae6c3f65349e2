// The one script of every page. Everything works without it.
import { initAll } from '../vendor/govuk/govuk-frontend.min.js'
import { watchDrafts } from './drafts.js'

// The components look for this class before they start; set here since inline scripts are not allowed.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
watchDrafts(document)
