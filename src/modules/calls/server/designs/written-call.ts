import type { Call } from '../../call.ts';
import { asList, asObject, type Definition, terseCall, withValue } from '../../design.ts';

/**
 * A call as somebody would write it: presets left out, and in its track questions the options that are the edition's own
 * anyhow. Pure.
 * @param tracks codes of the edition's tracks and outside subjects; `all` leaves out whatever stands there
 */
export function writtenCall(call: Call, tracks: readonly string[] | 'all'): Definition {
	const definition = terseCall(call);
	const isEditions = (options: unknown) =>
		tracks === 'all' || asList(options).every((option) => tracks.includes(String(asObject(option).id)));
	const fields = asList(asObject(definition.form).fields).map((field) => {
		const { options, outside, ...rest } = asObject(field);
		if (rest.kind !== 'track') return field;
		return {
			...rest,
			...(isEditions(options) ? {} : { options }),
			...(isEditions(outside) ? {} : { outside }),
		};
	});
	return asObject(withValue(definition, ['form', 'fields'], fields));
}
