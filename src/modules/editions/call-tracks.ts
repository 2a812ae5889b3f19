import type { Call } from '#modules/calls/call.ts';
import type { BundleTracks } from './bundle/track.ts';

/**
 * The call with the edition's tracks as the options of its track fields, where the bundle leaves them out: a form keeps
 * the names that were read when it was asked.
 */
export function withTrackOptions(call: Call, tracks: BundleTracks): Call {
	return mapTrackFields(call, (field) => ({
		...field,
		options: field.options.length > 0 ? field.options : tracks.tracks.map((one) => ({ id: one.code, label: one.name })),
		outside:
			field.outside.length > 0
				? field.outside
				: tracks.outside.map((one) => ({ id: one.code, label: one.name, ...helpOf(one.description) })),
	}));
}

/** The inverse: options that are all the tracks of the edition are left out again, whatever names they had then. */
export function withoutTrackOptions(call: Call, tracks: BundleTracks): Call {
	const all = (options: readonly { id: string }[], codes: readonly { code: string }[]) =>
		options.length === codes.length && options.every((option, i) => option.id === codes[i]?.code);
	return mapTrackFields(call, (field) => ({
		...field,
		options: all(field.options, tracks.tracks) ? [] : field.options,
		outside: all(field.outside, tracks.outside) ? [] : field.outside,
	}));
}

type TrackField = Extract<Call['form']['fields'][number], { kind: 'track' }>;

function mapTrackFields(call: Call, change: (field: TrackField) => TrackField): Call {
	const fields = call.form.fields.map((field) => (field.kind === 'track' ? change(field) : field));
	return { ...call, form: { ...call.form, fields } };
}

function helpOf(text: BundleTracks['outside'][number]['description']): { help?: { en: string; zh: string } } {
	return text?.en !== undefined && text.zh !== undefined ? { help: { en: text.en, zh: text.zh } } : {};
}
