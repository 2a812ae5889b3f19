import { instantOf } from '#core/clock/index.ts';
import { invalid } from '#core/refusal/index.ts';

/** A day and a time of day in a zone, as somebody typed them. */
export interface TypedMoment {
	day: string;
	time: string;
	zone: string;
}

/** Reads the fields `<name>.day`, `.time` and `.zone` of a form; Chinese digits and colons are read as ours. Pure. */
export function typedMoment(form: FormData, name: string): TypedMoment {
	const value = (part: string) =>
		String(form.get(`${name}.${part}`) ?? '')
			.normalize('NFKC')
			.trim();
	const time = value('time');
	return { day: value('day'), time: /^\d:/.test(time) ? `0${time}` : time, zone: value('zone') };
}

/** The instant that was typed. @throws Refusal `invalid` `moment` at the name, `no-such-zone` at its zone */
export function readMoment({ day, time, zone }: TypedMoment, name: string): number {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
	} catch {
		throw invalid([{ path: `${name}.zone`, code: 'no-such-zone' }]);
	}
	try {
		if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError('no time of day');
		return instantOf(`${day}T${time}`, zone);
	} catch {
		throw invalid([{ path: `${name}.day`, code: 'moment' }]);
	}
}
