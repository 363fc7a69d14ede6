// Every marked piece of a report's page, with its row, its roles and its place in code points of the text of record.
() => {
  const before = (block, node) => {
    const range = document.createRange();
    range.selectNodeContents(block);
    range.setEndBefore(node);
    return [...range.cloneContents().textContent].length;
  };
  const blocks = [...document.querySelectorAll(".text[data-start]")];
  return {
    start: Number(document.querySelector("[data-report]").dataset.start),
    end: Number(document.querySelector("[data-report]").dataset.end),
    blocks: blocks.map((block) => [Number(block.dataset.start), block.textContent]),
    marks: blocks.flatMap((block) => [...block.querySelectorAll(".mark[data-row]")].map((mark) => {
      const start = Number(block.dataset.start) + before(block, mark);
      return [mark.dataset.row, [...mark.classList], start, start + [...mark.textContent].length, mark.textContent];
    })),
  };
}
