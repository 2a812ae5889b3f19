/** Where a window stands: `soon` in its last three days, `last-hours` in its last day. */
export type WindowState = 'not-yet-open' | 'open' | 'soon' | 'last-hours' | 'closed';

/** The state of a window at an instant. The closing instant itself is already closed. A window without an opening has always been open. */
export function windowState(now: number, opens: number | null, closes: number): WindowState {
	if (opens !== null && now < opens) return 'not-yet-open';
	if (now >= closes) return 'closed';
	if (closes - now <= 86_400_000) return 'last-hours';
	return closes - now <= 3 * 86_400_000 ? 'soon' : 'open';
}
