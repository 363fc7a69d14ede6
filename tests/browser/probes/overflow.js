// What makes a page wider than its window.
() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll("body *")]
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".wide, .unseen, .skip"))
            .slice(0, 5).map((each) => `<${each.localName} class="${each.getAttribute("class") ?? ""}"> ${Math.round(each.getBoundingClientRect().right)} px`)
            .concat([`page ${document.documentElement.scrollWidth} px of ${innerWidth}`])
