// Forms: after a button that changed the form the reader goes on where it happened, and what is written but not saved is not
// lost by mistake. Without scripts the form works the same.
export function startForms() {
  const form = document.querySelector('form.aform');
  if (!form) return;
  const wanted = document.getElementById('fel') || (form.dataset.focus && document.getElementById(form.dataset.focus));
  if (wanted) {
    if (!wanted.matches('input, textarea')) wanted.tabIndex = -1;
    wanted.focus();
  }
  let touched = Boolean(form.dataset.focus || document.getElementById('fel'));
  form.addEventListener('input', () => { touched = true; });
  form.addEventListener('submit', () => { touched = false; });
  window.addEventListener('beforeunload', (event) => { if (touched) event.preventDefault(); });
}
