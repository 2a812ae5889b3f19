import type { Locale } from '#core/i18n/index.ts';
import { fieldByRole, type Form, optionsOf } from '#modules/calls/form.ts';

/** How the forms in which something is shown are called (talk, poster), by the ids of the field that asks for them. Pure. */
export function formatNames(form: Form | undefined, locale: Locale): Record<string, string> {
	const field = form && fieldByRole(form, 'format');
	if (field?.kind !== 'choice') return {};
	return Object.fromEntries(optionsOf(field).map(({ id, label }) => [id, label[locale]]));
}
