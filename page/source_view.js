// The open source: scrolls to the quotation, steps from match to match, follows the outline, draws the page, leads back.
const room = () => element.querySelector('#cw-reader');
const language = () => document.documentElement.lang;
let opener = null, here = null, matches = [], isPicture = false, opening = 0;

async function open(at = null, section = null) {
    const mine = ++opening;
    room().setAttribute('aria-busy', 'true');
    document.body.classList.add('cw-reading');
    let html;
    try {
        html = await server.open_source({here, matches, at, language: language()});
    } catch {
        html = '';
    }
    if (mine !== opening) return;
    room().removeAttribute('aria-busy');
    const lost = document.createElement('p');
    lost.className = 'cw-gone';
    lost.textContent = document.querySelector('.cw-head').dataset.lost;
    if (html) room().innerHTML = html; else room().replaceChildren(lost);
    if (section) reach(document.getElementById(section)); else show();
    if (isPicture && room().querySelector('[data-view-picture]')) draw();
}

function show() {
    bring(room().querySelector('#cw-here'), room().querySelector('.cw-text'));
    room().querySelector('#cw-source-title')?.focus({preventScroll: true});
}

// A mark into view: within what holds it where that scrolls, and the page only where the mark is still out of sight.
function bring(mark, holder) {
    if (!mark) return;
    if (getComputedStyle(holder).overflowY === 'auto') {
        const outer = holder.getBoundingClientRect(), inner = mark.getBoundingClientRect();
        holder.scrollTop += inner.top - outer.top - holder.clientHeight / 3;
        const top = element.getBoundingClientRect().top;
        if (top > innerHeight / 2 || top < 0) element.scrollIntoView({block: 'nearest'});
    }
    const box = mark.getBoundingClientRect();
    if (box.top < 0 || box.top > innerHeight - 40) mark.scrollIntoView({block: 'center', inline: 'nearest'});
    const left = Math.min(...[...holder.querySelectorAll('.cw-box')].map((each) => each.getBoundingClientRect().left));
    if (Number.isFinite(left)) holder.scrollLeft += left - holder.getBoundingClientRect().left - 16; // to where its lines begin
}

function reach(heading) {
    heading?.scrollIntoView({block: 'start'});
    heading?.focus({preventScroll: true});
}

async function draw() {
    const picture = room().querySelector('.cw-picture'), text = room().querySelector('.cw-text');
    room().querySelector('[data-view-text]').setAttribute('aria-pressed', !isPicture);
    room().querySelector('[data-view-picture]').setAttribute('aria-pressed', isPicture);
    picture.hidden = !isPicture;
    text.hidden = isPicture;
    if (!isPicture) { show(); return; }
    if (picture.dataset.drawn) return;
    picture.dataset.drawn = 'yes';
    const note = document.createElement('p');
    note.className = 'cw-searching';
    note.textContent = picture.dataset.drawing;
    picture.replaceChildren(note);
    try {
        picture.innerHTML = await server.draw_page({...here, language: language()});
    } catch {
        note.textContent = document.querySelector('.cw-head').dataset.lost;
        delete picture.dataset.drawn;
    }
    bring(picture.querySelector('[data-first]'), picture);
}

function close() {
    opening += 1;
    room().replaceChildren();
    document.body.classList.remove('cw-reading');
    document.querySelectorAll('.cw-card-open').forEach((card) => card.classList.remove('cw-card-open'));
}

function back() {
    const button = opener?.isConnected ? opener : document.querySelector(`.cw-card-open button[data-quote]`) ?? document.querySelector('#cw-question');
    button.scrollIntoView({block: 'center'});
    button.focus({preventScroll: true});
}

element.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-section]'), button = event.target.closest('button');
    if (link) {
        event.preventDefault();
        const id = link.getAttribute('href').slice(1);
        if (isPicture) { isPicture = false; draw(); }
        if (document.getElementById(id)) reach(document.getElementById(id)); else open(+link.dataset.at, id);
    } else if (!button) return;
    else if (button.dataset.back !== undefined) back();
    else if (button.dataset.close !== undefined) { const from = opener; close(); opener = from; back(); }
    else if (button.dataset.step) {
        const section = room().querySelector('.cw-source');
        const next = JSON.parse(section.dataset.matches)[+section.dataset.number + Number(button.dataset.step)];
        if (next) { here = {source: here.source, page: next[0], start: next[1], end: next[2]}; open(); }
    } else if (button.dataset.viewText !== undefined) { isPicture = false; draw(); }
    else if (button.dataset.viewPicture !== undefined) { isPicture = true; draw(); }
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape' && room().firstChild) { close(); back(); } });
document.addEventListener('cw:open', (event) => {
    ({here, matches} = event.detail);
    const unique = new Map(matches.map((match) => [JSON.stringify(match), match]));
    matches = [...unique.values()];
    opener = event.detail.button;
    open();
});
document.addEventListener('cw:cleared', close);
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
