// The form: sends the question with the chosen documents, shows that it is being answered, and gives it back if nothing comes.
const PATIENCE_MS = 45000;
let waiting = null;
const field = () => element.querySelector('#cw-question');
const form = () => element.querySelector('#cw-form');
const say = (text) => { element.querySelector('#cw-hint').textContent = text; };
const grow = () => { field().style.height = 'auto'; field().style.height = `${Math.min(field().scrollHeight, 180)}px`; };
const language = () => document.documentElement.lang;

function chosen() {
    const boxes = [...document.querySelectorAll('#cw-documents input[data-source]')];
    return boxes.every((box) => box.checked) ? null : boxes.filter((box) => box.checked).map((box) => box.dataset.source);
}

function pending(question) {
    const article = document.createElement('article');
    article.className = 'cw-turn cw-pending';
    const asked = document.createElement('h2');
    asked.className = 'cw-asked';
    asked.dir = 'auto';
    asked.textContent = question.length > 600 ? `${question.slice(0, 600)}…` : question;
    const state = document.createElement('p');
    state.className = 'cw-searching';
    state.textContent = form().dataset.searching;
    const ghost = document.createElement('section'); // no div: Gradio would make the answer of it, and the eye see it move
    ghost.className = 'cw-ghost';
    ghost.setAttribute('aria-hidden', 'true');
    ghost.innerHTML = '<i></i><i></i><i></i>';
    article.append(asked, state, ghost);
    document.querySelector('#cw-talk .cw-turns').append(article);
    article.scrollIntoView({block: 'start'});
}

function ask(question) {
    if (waiting) return;
    if (!question.trim()) { say(form().dataset.empty); field().focus(); return; }
    say('');
    document.querySelector('#cw-live').textContent = form().dataset.searching;
    document.querySelector('#cw-alert').textContent = '';
    document.querySelector('#cw-talk .cw-welcome')?.classList.add('cw-away');
    pending(question);
    element.querySelector('.cw-ask').setAttribute('aria-disabled', 'true');
    waiting = setTimeout(() => { settle(); field().value = question; grow(); say(form().dataset.slow); }, PATIENCE_MS);
    trigger('submit', {question, source_ids: chosen(), language: language()});
    field().value = '';
    grow();
}

function settle() {
    clearTimeout(waiting);
    waiting = null;
    element.querySelector('.cw-ask').removeAttribute('aria-disabled');
    document.querySelectorAll('.cw-pending').forEach((article) => article.querySelector('.cw-searching') && article.remove());
}

element.addEventListener('submit', (event) => { event.preventDefault(); ask(field().value); });
element.addEventListener('input', grow);
element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === field()) { event.preventDefault(); ask(field().value); }
});
element.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const request = {language: language(), nonce: Date.now() % 1000000000};
    if (button.dataset.clear !== undefined) {
        trigger('clear', request);
        document.dispatchEvent(new Event('cw:cleared'));
        history.replaceState(null, '', location.pathname + location.search);
        field().focus();
    }
    if (button.dataset.save) trigger('select', {...request, what: button.dataset.save});
    if (button.dataset.link !== undefined) trigger('select', {...request, what: 'link'});
});
document.addEventListener('cw:linked', async (event) => {
    const address = `${location.origin}${location.pathname}#${event.detail}`;
    const done = element.querySelector('[data-link]').dataset.done;
    try {
        await navigator.clipboard.writeText(address);
        say(done);
    } catch {
        say(address);
    }
});
document.addEventListener('cw:answered', () => { if (waiting) settle(); });
document.addEventListener('cw:ask', (event) => { if (document.body.dataset.view !== 'ask') location.hash = 'ask'; ask(event.detail); });
document.addEventListener('cw:restoring', (event) => {
    document.querySelector('#cw-talk .cw-welcome')?.classList.add('cw-away');
    pending(event.detail);
    waiting = setTimeout(() => { settle(); say(form().dataset.slow); }, PATIENCE_MS);
});
