// A key for a link: `n` goes to the next case. Papers open in the viewer beside the checklist without any script.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
  if (link) link.click();
});
for (const list of document.querySelectorAll("select[data-into]")) list.hidden = false;
// A stock phrase is added to the words below it.
document.addEventListener("change", (event) => {
  const list = event.target.closest("select[data-into]");
  if (!list || !list.value) return;
  const field = document.getElementById(list.dataset.into);
  field.value = field.value ? `${field.value.trimEnd()}\n${list.value}` : list.value;
  list.value = "";
  field.focus();
});
// Photos of a visit: each choice is added to those before it, for a camera gives one at a time; then it is made smaller.
for (const input of document.querySelectorAll("input[data-most]")) {
  let held = [];
  const put = (photos) => {
    const list = new DataTransfer();
    held = photos.slice(0, Number(input.dataset.most));
    for (const photo of held) list.items.add(photo);
    input.files = list.files;
  };
  input.addEventListener("change", () => {
    const fresh = Array.from(input.files);
    put([...held, ...fresh]);
    for (const photo of fresh) smallerPhoto(photo).then((small) => put(held.map((each) => (each === photo ? small : each))));
  });
}
// Filters are folded where they would push the list off a phone's page.
if (matchMedia("(min-width: 48rem)").matches) for (const each of document.querySelectorAll("details.folds")) each.open = true;
// A choice that changes which questions follow is sent at once; the button beside it does the same.
document.addEventListener("change", (event) => {
  const part = event.target.closest("[data-again]");
  if (part && event.target.type === "radio") event.target.form.querySelector(`button[value="${part.dataset.again}"]`).click();
});
