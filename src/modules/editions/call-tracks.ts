import type { Call } from '#modules/calls/call.ts';
import type { Option } from '#modules/calls/form.ts';
import type { BundleTracks } from './bundle/track.ts';

/**
 * What the track fields of a call offer: the form keeps the names that were read when it was asked, so that a bundle
 * leaves them out and they are filled in when the call is saved.
 */
export function trackOptions({ tracks, outside }: BundleTracks): { tracks: Option[]; outside: Option[] } {
	return {
		tracks: tracks.map((one) => ({ id: one.code, label: one.name })),
		outside: outside.map((one) => ({ id: one.code, label: one.name, ...helpOf(one.description) })),
	};
}

/** A call as a bundle has it: options that are all the tracks of the edition are left out, whatever names they had then. */
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
