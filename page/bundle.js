// Saving: what the server sends as text becomes a file in the visitor's own downloads; the server keeps none. A link is copied.
watch('value', () => {
    const sent = element.querySelector('[data-what]');
    if (!sent) return;
    if (sent.dataset.what === 'link') {
        document.dispatchEvent(new CustomEvent('cw:linked', {detail: sent.textContent}));
        return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([sent.textContent], {type: sent.dataset.what === 'md' ? 'text/markdown' : 'text/html'}));
    link.download = `citewell.${sent.dataset.what}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
