type Chosen = { element: HTMLSelectElement; value: string } | { element: HTMLInputElement; checked: boolean };

/** What a select shows when nobody has touched it. */
function defaultOf({ options }: HTMLSelectElement): string {
	return ([...options].find((option) => option.defaultSelected) ?? options[0])?.value ?? '';
}

/**
 * Choices that somebody made before the page's scripts had arrived. Taking a page over sets selects, radio buttons and
 * boxes to what the server sent, and closes what was unfolded; call this before, and what it answers afterwards: it
 * gives them back.
 * @returns does nothing on the server, and where nothing was chosen early
 */
export function earlyChoices(): () => void {
	if (typeof document === 'undefined') return () => undefined;
	const selects = [...document.querySelectorAll('select')]
		.filter((element) => element.value !== defaultOf(element))
		.map((element): Chosen => ({ element, value: element.value }));
	const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"], input[type="checkbox"]')]
		.filter((element) => element.checked !== element.defaultChecked)
		.map((element): Chosen => ({ element, checked: element.checked }));
	const unfolded = [...document.querySelectorAll('details')].filter((element) => element.open);
	return () => {
		for (const element of unfolded) element.open = true;
		for (const chosen of [...selects, ...boxes]) {
			const { element } = chosen;
			if (!element.isConnected) continue;
			if ('value' in chosen) chosen.element.value = chosen.value;
			else chosen.element.checked = chosen.checked;
			// Whoever listens (a draft that saves itself, a bound value) hears of it as of any other choice.
			for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
		}
	};
}
