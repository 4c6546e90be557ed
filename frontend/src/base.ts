// On every page. Each page works without it; this makes it quicker and calmer.
import "htmx.org";
import { announceResults } from "./page/announce";
import { countPickedRows } from "./page/bulk";
import { sendOnce } from "./page/busy";
import { askBeforeSending } from "./page/confirm";
import { offerCopying } from "./page/copy";
import { hideShowButtons, sendOnChange, tuckAwayFilters } from "./page/filters";
import { focusOnErrors } from "./page/focus";
import { closeMenus } from "./page/menus";
import { startMaps } from "./page/maps";
import { offerPrinting } from "./page/print";
import { saveEachLine } from "./page/review";

closeMenus();
askBeforeSending();
sendOnce();
countPickedRows();
sendOnChange();
hideShowButtons();
tuckAwayFilters();
focusOnErrors();
offerPrinting();
offerCopying();
saveEachLine();
announceResults();
startMaps(document);
document.addEventListener("htmx:after:swap", () => startMaps(document));
