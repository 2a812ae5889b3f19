import type { OrreryData } from '#ui/orrery/model.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const hours = ['09:00', '14:00', '10:30', '16:00', '13:00', '09:30', '15:00', '11:00', '17:00'];

/** A programme made up for the sheet: every form a body can take. */
export const sampleOrrery: OrreryData = {
	tracks: hours.map((_, place) => ({
		key: `t${place + 1}`,
		code: `T${place + 1}`,
		name: `T${place + 1}`,
		place: place + 1,
	})),
	sessions: [
		{ key: 'o', track: null, title: 'Opening', start: at('2021-11-18T09:00'), end: at('2021-11-18T10:30') },
		{ key: 'p', track: null, title: 'Plenary', start: at('2021-11-18T14:00'), end: at('2021-11-18T17:00') },
		...hours.flatMap((time, place) => [
			{
				key: `a${place}`,
				track: `t${place + 1}`,
				title: `T${place + 1} · 1`,
				start: at(`2021-11-19T${time}`),
				end: at(`2021-11-19T${time}`) + 3 * 3_600_000,
			},
			{
				key: `b${place}`,
				track: `t${place + 1}`,
				title: `T${place + 1} · 2`,
				start: at(`2021-11-20T${hours[(place * 4 + 3) % 9]}`),
				end: at(`2021-11-20T${hours[(place * 4 + 3) % 9]}`) + 2 * 3_600_000,
			},
		]),
	],
	dates: [
		{ at: at('2021-10-01T00:00'), label: '1 Oct' },
		{ at: at('2021-10-16T00:00'), label: '15 Oct' },
		{ at: at('2021-11-01T00:00'), label: '1 Nov' },
		{ at: at('2021-11-10T18:00'), label: '10 Nov' },
		{ at: at('2021-11-18T00:00'), label: '18' },
		{ at: at('2021-11-19T00:00'), label: '19' },
		{ at: at('2021-11-20T00:00'), label: '20 Nov' },
		{ at: at('2021-12-05T00:00'), label: '4 Dec' },
	],
	window: { opens: at('2021-10-01T00:00'), closes: at('2021-10-16T00:00') },
	days: { from: at('2021-11-18T00:00'), to: at('2021-11-21T00:00') },
	now: at('2021-11-19T15:10'),
};

export const curve = [2, 5, 9, 11, 14, 18, 19, 25, 33, 40, 52, 61, 80, 104, 151].map((value, place) => ({
	at: at('2021-10-01T00:00') + place * 86_400_000,
	label: `${place + 1} Oct`,
	value,
}));
