// The list of a first visit is asked for before there is a service worker, which keeps the groups around where somebody
// looks. As soon as it is in charge it is told what list that is.
(() => {
  "use strict";
  const workers = navigator.serviceWorker;
  workers?.addEventListener("controllerchange", () => {
    if (location.pathname !== "/groups") return;
    workers.controller?.postMessage({ type: "around", search: location.search });
  });
})();
