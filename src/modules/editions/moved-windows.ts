import { localOf } from '#core/clock/index.ts';
import type { Call } from '#modules/calls/call.ts';
import { closingAt } from '#modules/calls/window-state.ts';
import type { BundleKeyDate } from './bundle/index.ts';
import { agrees, endInstant, windowDates } from './bundle/window-date.ts';
import { type RecordChange, same } from './merge.ts';
import { inOrder, type Records, type RecordValue } from './records.ts';

/**
 * The calls whose windows move because dates that are their ends have moved (or the zone in which dates are read), as
 * changes of their records. A window that a file has moved itself is left alone. Pure.
 */
export function movedWindows(before: Records, after: Records): RecordChange[] {
	const zone = String(after.edition?.zone);
	const dates = inOrder(after, 'date').map(({ value }) => value as Partial<BundleKeyDate>);
	const moved = new Map<string, { value: RecordValue; fields: RecordChange['fields'] }>();
	for (const { call, end, at } of windowDates(dates as BundleKeyDate[])) {
		const key = `call/${call}`;
		const record = moved.get(key)?.value ?? after[key];
		const window = record?.window as Call['window'] | undefined;
		if (!record || !window || !same(after[key], before[key]) || agrees({ end, at }, zone, window)) continue;
		const local = window.zone === zone ? at : localOf(endInstant(end, at, zone), window.zone);
		const { closeOfBusiness, ...rest } = window;
		const closing = end === 'closes' ? closingAt(local, closeOfBusiness) : undefined;
		const fields = [
			...(moved.get(key)?.fields ?? []),
			{ path: `window.${end}`, from: window[end], to: closing?.closes ?? local },
		];
		moved.set(key, {
			value: {
				...record,
				window: closing
					? { ...rest, closes: closing.closes, ...(closing.closeOfBusiness ? { closeOfBusiness } : {}) }
					: { ...window, opens: local },
			},
			fields,
		});
	}
	return [...moved].map(([key, change]) => ({ key, kind: 'change', ...change }));
}
