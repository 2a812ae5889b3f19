import type { Finding } from './findings.ts';
import type { Bundle } from './index.ts';
import { agrees, endInstant, endTime, windowDates } from './window-date.ts';

/**
 * A date that is an end of a window and the window itself say the same moment, or nothing of both is believed. A date that
 * says the same without being it is a warning: they would part with the next change. Pure.
 */
export function checkWindows(bundle: Bundle): Finding[] {
	const findings: Finding[] = [];
	const { zone } = bundle.edition;
	const calls = new Map(bundle.calls.map((call) => [call.slug, call]));
	const bound = new Set<string>();
	for (const { index, call, end, at } of windowDates(bundle.dates)) {
		const window = calls.get(call)?.window;
		// A call that is not there is said elsewhere.
		if (!window) continue;
		const place = { severity: 'error', part: 'dates' } as const;
		const name = `${call} ${end}`;
		if (bound.has(name))
			findings.push({ ...place, path: [index, 'window'], code: 'duplicate-id', params: { id: name } });
		bound.add(name);
		if (!agrees({ end, at }, zone, window)) {
			const params = { call, moment: `${endTime(end, window)} ${window.zone}` };
			findings.push({ ...place, path: [index, 'at'], code: 'window-differs', params });
		}
	}
	for (const [index, date] of bundle.dates.entries()) {
		const { call, at, kind } = date;
		const window = calls.get(call ?? '')?.window;
		const end = kind === 'opening' ? 'opens' : kind === 'deadline' ? 'closes' : undefined;
		if (!window || at === undefined || end === undefined || date.window || bound.has(`${call} ${end}`)) continue;
		if (endInstant(end, at, zone) !== endInstant(end, endTime(end, window), window.zone)) continue;
		const params = { call: call as string, end };
		findings.push({ severity: 'warning', part: 'dates', path: [index], code: 'window-unnamed', params });
	}
	return findings;
}
