import type { Bilingual } from '#core/i18n/index.ts';
import type { Bundle } from '../bundle/index.ts';

/** A place in a bundle where a day or a local time stands. */
export interface MomentPlace {
	/** Keys from the root, joined by dots: `calls.0.window.closes`. What is wrong there is reported under it. */
	path: string;
	/** What it is of: a date's label, a call's title. */
	label: Partial<Bilingual>;
	what: 'date' | 'until' | 'opens' | 'closes' | 'announce-by' | 'confirm-by' | 'changeable-until';
	/** The call it belongs to: equal times of one call are one time, and move together. */
	call: string | undefined;
	zone: string;
}

/** The bundle with every day and local time of its dates and calls as `change` says. Pure. */
export function mapMoments(bundle: Bundle, change: (place: MomentPlace, local: string) => string): Bundle {
	const { zone } = bundle.edition;
	return {
		...bundle,
		dates: bundle.dates.map((date, i) => {
			const at = (key: 'at' | 'on' | 'until') => {
				const local = date[key];
				if (local === undefined) return {};
				const what = key === 'until' ? ('until' as const) : ('date' as const);
				return { [key]: change({ path: `dates.${i}.${key}`, label: date.label, what, call: date.call, zone }, local) };
			};
			return { ...date, ...at('at'), ...at('on'), ...at('until') };
		}),
		calls: bundle.calls.map((call, i) => {
			const own = { call: call.slug, zone: call.window.zone };
			const at = (path: string, what: MomentPlace['what'], label: Partial<Bilingual>, local: string) =>
				change({ path: `calls.${i}.${path}`, label, what, ...own }, local);
			return {
				...call,
				window: {
					...call.window,
					opens: at('window.opens', 'opens', call.title, call.window.opens),
					closes: at('window.closes', 'closes', call.title, call.window.closes),
				},
				form: {
					...call.form,
					fields: call.form.fields.map((field, n) => {
						if (!('changeableUntil' in field) || field.changeableUntil === undefined) return field;
						const path = `form.fields.${n}.changeableUntil`;
						return { ...field, changeableUntil: at(path, 'changeable-until', field.label, field.changeableUntil) };
					}),
				},
				stages: call.stages.map((stage, s) => ({
					...stage,
					...(stage.announceBy === undefined
						? {}
						: { announceBy: at(`stages.${s}.announceBy`, 'announce-by', call.title, stage.announceBy) }),
					...(stage.confirmBy === undefined
						? {}
						: { confirmBy: at(`stages.${s}.confirmBy`, 'confirm-by', call.title, stage.confirmBy) }),
				})),
			};
		}),
	};
}

/** A day or time of the new edition that a person looks over: one line for all places that say the same of one call. */
export interface Moment {
	/** The first of its places. */
	id: string;
	places: MomentPlace[];
	/** As it was and as it will be: a local time or a day. */
	from: string;
	to: string;
	zone: string;
}

/** What equal times of one call have in common. */
const groupOf = (place: MomentPlace, local: string) =>
	place.call === undefined ? place.path : `${place.call} ${local.slice(0, 10)} ${place.zone} ${hourOf(local)}`;

/** A bare day of a deadline means its end, as `T24:00` does. */
const hourOf = (local: string) => (local.length === 10 ? 'T24:00' : local.slice(10));

/**
 * Moves every day and time of a bundle.
 * @param shift how each moves by itself
 * @param moved what somebody decided otherwise, by the path of any of its places: a local time or day
 */
export function moveMoments(
	bundle: Bundle,
	shift: (local: string) => string,
	moved: Readonly<Record<string, string>>,
): { bundle: Bundle; moments: Moment[] } {
	const moments = new Map<string, Moment>();
	mapMoments(bundle, (place, local) => {
		const group = groupOf(place, local);
		const moment = moments.get(group) ?? {
			id: place.path,
			places: [],
			from: local,
			to: shift(local),
			zone: place.zone,
		};
		moments.set(group, moment);
		moment.places.push(place);
		moment.to = moved[place.path] ?? moment.to;
		return local;
	});
	const next = mapMoments(bundle, (place, local) => {
		const to = moments.get(groupOf(place, local))?.to ?? shift(local);
		// Places of one group may say it with an hour or as a bare day.
		return local.length === 10 ? to.slice(0, 10) : to.length === 10 ? `${to}${local.slice(10)}` : to;
	});
	const order = (one: Moment) => (one.to.length === 10 ? `${one.to}T24:00` : one.to);
	return { bundle: next, moments: [...moments.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1)) };
}
