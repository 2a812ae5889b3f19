import type { Call } from '../call.ts';
import { formSchema, type Option } from '../form.ts';

/** The tracks of the edition, and what is accepted outside them: the options of a call's track questions. */
export interface SurroundingTracks {
	tracks: readonly Option[];
	outside: readonly Option[];
}

/** The form with the edition's tracks in its track fields, so that each version keeps the names that were read. Pure. */
export function withTracks(wanted: Call, { tracks, outside }: SurroundingTracks): Call {
	const fields = wanted.form.fields.map((field) =>
		field.kind === 'track'
			? {
					...field,
					options: field.options.length > 0 ? field.options : [...tracks],
					outside: field.outside.length > 0 ? field.outside : [...outside],
				}
			: field,
	);
	return { ...wanted, form: formSchema.parse({ ...wanted.form, fields }) };
}
