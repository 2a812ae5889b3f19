/** Ids of what describes a control, for `aria-describedby`: its help, its error, its count. */
export function describedBy(id: string, has: { help?: unknown; error?: unknown; count?: unknown }): string | undefined {
	const ids = [has.error && `${id}-error`, has.help && `${id}-help`, has.count && `${id}-count`].filter(Boolean);
	return ids.length > 0 ? ids.join(' ') : undefined;
}

/** The id of the control of a field: dots and brackets of its path become dashes, so that it works in `#…` and in CSS. */
export function fieldId(name: string): string {
	return `f-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
}
