// Starts what makes a page quick and lively. Every part works on the page as the server wrote it, and again on
// what is fetched later; without scripts the page is complete, only slower.
import { startNavigation, onContent } from './navigate.js';
import { startPanels } from './panels.js';
import { startFilters } from './filters.js';
import { startShortcuts } from './keys.js';
import { startBookmarks } from './bookmarks.js';
import { startExports } from './exports.js';
import { startForms } from './forms.js';
import { startTables } from './tables.js';
import { drawCharts, startCharts } from './charts.js';

startNavigation();
startTables();
startPanels();
startFilters();
startShortcuts();
startBookmarks();
startExports();
startCharts();
startForms();
onContent(drawCharts);
