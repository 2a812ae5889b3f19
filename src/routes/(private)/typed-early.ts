/** Whether a control is not as the server sent it. */
function isChanged(control: Element): boolean {
	if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
	if (control instanceof HTMLInputElement) {
		if (control.type === 'hidden' || control.type === 'file') return false;
		if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
		return control.value !== control.defaultValue;
	}
	if (!(control instanceof HTMLSelectElement)) return false;
	const options = [...control.options];
	// Where none is marked, the browser shows the first.
	if (!control.multiple && !options.some((option) => option.defaultSelected)) return control.selectedIndex > 0;
	return options.some((option) => option.selected !== option.defaultSelected);
}

const heard = 'data-heard';

/**
 * Whether somebody wrote in a form of the page before its scripts arrived: he was not heard then. To be asked while the
 * form's component begins; once the framework has taken the page over, nobody knows any more what the server sent. A form
 * that scripts have heard already is no answer: the component that follows one (after it was sent, or of the next page)
 * begins while the earlier form still stands there.
 */
export function typedEarly(selector: string): boolean {
	if (typeof document === 'undefined') return false;
	const form = document.querySelector(selector);
	return form instanceof HTMLFormElement && !form.hasAttribute(heard) && [...form.elements].some(isChanged);
}

/** From now on whoever types in the form is heard. */
export function hearForm(form: HTMLFormElement | undefined): void {
	form?.setAttribute(heard, '');
}
