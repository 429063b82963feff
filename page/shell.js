// The frame: which part of the page is shown, in which language, and that what changes the conversation is sent in turn.
const VIEWS = ['ask', 'library', 'quality'];
const view = () => { const name = location.hash.slice(1); return VIEWS.includes(name) ? name : 'ask'; };
const root = document.documentElement;

// The page is hidden (page/theme.py) until each part listens: nobody sees it in pieces, and nothing typed or pressed is lost.
const PARTS = ['top', 'talk', 'ask', 'source', 'documents', 'library', 'quality'];
function reveal() {
    const cover = document.querySelector('#cw-undressed');
    if (!cover || !PARTS.every((name) => document.querySelector(`#cw-${name} [data-listens]`))) return;
    cover.remove();
    document.dispatchEvent(new Event('cw:ready'));
}
document.addEventListener('cw:listens', reveal);

// What changes the conversation is sent one after another: an answer that came after a later one would be drawn over it.
const PATIENCE_MS = 45000;
const line = [];
let nonce = Date.now() % 1000000000, giveUp = null;
function sendNext() {
    clearTimeout(giveUp);
    giveUp = null;
    if (!line.length) return;
    giveUp = setTimeout(sendNext, PATIENCE_MS);
    nonce += 1;
    line.shift()(nonce);
}
document.addEventListener('cw:send', (event) => { line.push(event.detail); if (!giveUp) sendNext(); });
document.addEventListener('cw:drawn', (event) => { if (event.detail >= nonce) sendNext(); });
document.addEventListener('cw:given-up', sendNext);
document.addEventListener('cw:under-way', () => { if (giveUp) { clearTimeout(giveUp); giveUp = setTimeout(sendNext, PATIENCE_MS); } }); // it will come

// A browser that got the page without TLS gives scripts no clipboard: there what is selected is copied.
function copySelected(text) {
    const before = document.activeElement, area = document.createElement('textarea');
    area.value = text;
    area.className = 'cw-sr';
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    before?.focus({preventScroll: true});
    if (!isCopied) throw new Error('the browser does not let the page copy');
}
document.addEventListener('cw:copy', async ({detail: {text, done, failed}}) => {
    try {
        if (navigator.clipboard) await navigator.clipboard.writeText(text); else copySelected(text);
        done();
    } catch {
        failed();
    }
});

function dress() {
    const before = root.lang;
    root.lang = element.querySelector('.cw-head').dataset.language;
    element.querySelectorAll('[data-view]').forEach((link) => {
        if (link.dataset.view === view()) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    });
    if (root.lang !== before) document.dispatchEvent(new Event('cw:language'));
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
    const language = event.target.value;
    if (!event.target.matches('[data-choose-language]')) return;
    document.cookie = `cw_language=${language}; path=/; max-age=31536000; samesite=strict`;
    document.dispatchEvent(new CustomEvent('cw:send', {detail: (number) => trigger('input', {language, nonce: number})}));
});
element.addEventListener('click', (event) => {
    if (event.target.closest('.cw-skip')) { event.preventDefault(); location.hash = 'ask'; document.querySelector('#cw-question').focus(); }
});
addEventListener('hashchange', () => { if (!location.hash.startsWith('#c=')) show(true); });
watch('value', dress);
show(false);
element.dataset.listens = '';
reveal();
