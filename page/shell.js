// The frame: which part of the page is shown, in which language, and what is said when the connection is lost.
const VIEWS = ['ask', 'library', 'quality'];
const view = () => { const name = location.hash.slice(1); return VIEWS.includes(name) ? name : 'ask'; };

const root = document.documentElement;
const PATIENCE_MS = 3000;

// The page is sent in English and hidden (page/theme.py) until this part, the first, stands in the visitor's language. Who
// reads English sees it at once, and whoever waits too long sees it as it is.
const reveal = () => document.querySelector('#cw-undressed')?.remove();
setTimeout(reveal, PATIENCE_MS);

function isInEnglish() {
    const ours = [...element.querySelectorAll('[data-choose-language] option')].map((option) => option.value);
    const chosen = document.cookie.match(/(?:^|; )cw_language=([a-z]+)/)?.[1];
    const preferred = navigator.languages.map((name) => name.split('-')[0].toLowerCase());
    return ([chosen, ...preferred].find((name) => ours.includes(name)) ?? 'en') === 'en';
}

function dress() {
    const head = element.querySelector('.cw-head');
    if (head) root.lang = head.dataset.language;
    element.querySelectorAll('[data-view]').forEach((link) => {
        if (link.dataset.view === view()) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    });
}

function show(moved) {
    document.body.dataset.view = view();
    dress();
    document.dispatchEvent(new CustomEvent('cw:view', {detail: view()}));
    if (!moved) return;
    scrollTo(0, 0);
    const goal = view() === 'ask' ? document.querySelector('#cw-question') : document.querySelector(`#cw-${view()} h2`);
    goal?.focus({preventScroll: true});
}

element.addEventListener('change', (event) => {
    if (!event.target.matches('[data-choose-language]')) return;
    document.cookie = `cw_language=${event.target.value}; path=/; max-age=31536000; samesite=strict`;
    trigger('input', {language: event.target.value});
});
element.addEventListener('click', (event) => {
    if (event.target.closest('.cw-skip')) { event.preventDefault(); location.hash = 'ask'; document.querySelector('#cw-question').focus(); }
});
addEventListener('hashchange', () => { if (!location.hash.startsWith('#c=')) show(true); });
// The page in the visitor's language may come before this script listens or after: both are seen.
function dressed() {
    const before = root.lang;
    dress();
    if (root.lang !== before) document.dispatchEvent(new Event('cw:language'));
    if (root.lang !== 'en' || isInEnglish()) reveal();
}
watch('value', dressed);
const early = setInterval(dressed, 250);
setTimeout(() => { clearInterval(early); }, 30000);
show(false);
dressed();
