// Runs before the page is drawn: says that scripts work, so that what only scripts can do is shown at once.
document.documentElement.classList.add('js');
