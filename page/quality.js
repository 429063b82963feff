// The Quality view is fetched when it is first looked at, and again in another language.
let isOpen = false;
async function show() {
    isOpen = true;
    const html = await server.quality({language: document.documentElement.lang}).catch(() => '');
    if (html) element.querySelector('#cw-quality-room').innerHTML = html;
}
document.addEventListener('cw:view', (event) => { if (event.detail === 'quality' && !isOpen) show(); });
document.addEventListener('cw:language', () => { if (isOpen) show(); });
if (document.body.dataset.view === 'quality') show();
element.dataset.listens = '';
document.dispatchEvent(new Event('cw:listens'));
