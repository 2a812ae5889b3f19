type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Names and values of the controls within an element, as its form would post them. Files stay out. */
export function postedFrom(element: Element): [name: string, value: string][] {
	return [...element.querySelectorAll<Control>('input, select, textarea')].flatMap((control): [string, string][] => {
		if (control.name === '' || control.disabled || control.type === 'file') return [];
		const chosen =
			control.type === 'radio' || control.type === 'checkbox' ? (control as HTMLInputElement).checked : true;
		return chosen ? [[control.name, control.value]] : [];
	});
}
