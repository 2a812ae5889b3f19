import type { Call } from './call.ts';
import { type Form, formSchema, type Option } from './form.ts';

/** The tracks of the edition, and what is accepted outside them: the options of a call's track questions. */
export interface SurroundingTracks {
	tracks: readonly Option[];
	outside: readonly Option[];
}

/** A form with the edition's tracks in its track fields, so that each version keeps the names that were read. Pure. */
export function formWithTracks(form: Form, { tracks, outside }: SurroundingTracks): Form {
	const fields = form.fields.map((field) =>
		field.kind === 'track'
			? {
					...field,
					options: field.options.length > 0 ? field.options : [...tracks],
					outside: field.outside.length > 0 ? field.outside : [...outside],
				}
			: field,
	);
	return formSchema.parse({ ...form, fields });
}

/** The same for a whole call. Pure. */
export function withTracks(wanted: Call, around: SurroundingTracks): Call {
	return { ...wanted, form: formWithTracks(wanted.form, around) };
}
