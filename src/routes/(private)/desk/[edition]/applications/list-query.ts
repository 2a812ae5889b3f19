import { type ApplicationState, applicationStates } from '#modules/calls/application-state.ts';
import type { DeskFilters, DeskSort } from '#modules/calls/server/index.ts';

/** What the address of the list says: what is looked for, in which order, and from where on. */
export interface ListQuery {
	filters: DeskFilters;
	sort: DeskSort;
	descending: boolean;
	/** Where this page begins, as the page before said; null on the first page. */
	cursor: string | null;
	/** The place of the first row of this page among all, from 1: only for the words below the list. */
	from: number;
}

/** The orders that a column head asks for. The same list stands in the module; a page must not load the server's code. */
const sorts: readonly DeskSort[] = ['number', 'title', 'people', 'track', 'state', 'submitted', 'changed'];
/** A search is at most so long, in characters. */
const mostText = 200;

/** Reads the address of the list; what it does not know it leaves out. */
export function readListQuery(params: URLSearchParams): ListQuery {
	const filters: DeskFilters = {};
	const one = (name: string) => params.get(name)?.trim().slice(0, mostText) || undefined;
	const [text, call, track, outcome, mode] = ['q', 'call', 'track', 'outcome', 'mode'].map(one);
	if (text) filters.text = text;
	if (call) filters.call = call;
	if (track) filters.track = track;
	if (outcome) filters.outcome = outcome;
	if (mode) filters.mode = mode;
	const state = one('state');
	if (state && (applicationStates as readonly string[]).includes(state)) filters.state = state as ApplicationState;
	const student = one('student');
	if (student === 'yes' || student === 'no') filters.student = student === 'yes';
	if (one('unanswered') === 'yes') filters.unanswered = true;
	const from = Number(params.get('from') ?? 1);
	const cursor = params.get('after') || null;
	return {
		filters,
		sort: sorts.find((name) => name === params.get('sort')) ?? 'number',
		descending: params.get('order') === 'down',
		cursor,
		from: cursor !== null && Number.isInteger(from) && from >= 1 && from < 1e9 ? from : 1,
	};
}

/** Only the filters, as an address says them: for exports, and to begin every link with. */
export function filterParams(filters: DeskFilters): URLSearchParams {
	const params = new URLSearchParams();
	const put = (name: string, value: string | undefined) => value && params.set(name, value);
	put('q', filters.text);
	put('call', filters.call);
	put('track', filters.track);
	put('state', filters.state);
	put('outcome', filters.outcome);
	put('student', filters.student === undefined ? undefined : filters.student ? 'yes' : 'no');
	put('mode', filters.mode);
	put('unanswered', filters.unanswered ? 'yes' : undefined);
	return params;
}

/**
 * The query of a link to this list with something else about it, `?` included; empty for the whole list. Another filter
 * or order begins at the first page.
 */
export function listHref(
	query: ListQuery,
	change: Partial<Pick<ListQuery, 'filters' | 'sort' | 'descending' | 'cursor' | 'from'>> = {},
): string {
	const next = { ...query, cursor: null, from: 1, ...change };
	const params = filterParams(next.filters);
	if (next.sort !== 'number') params.set('sort', next.sort);
	if (next.descending) params.set('order', 'down');
	if (next.cursor !== null) {
		params.set('after', next.cursor);
		params.set('from', String(next.from));
	}
	return params.size === 0 ? '' : `?${params}`;
}

/** Whether anything narrows the list. */
export function isFiltered(filters: DeskFilters): boolean {
	return Object.values(filters).some((value) => value !== undefined);
}
