import { longestSearch, printTerm } from '#modules/calls/search.ts';

/** What the address of the list says: what is looked for, what is shown, in which order, and from where on. */
export interface ListQuery {
	/** The search, as it was written. */
	query: string;
	/** The columns chosen; none for the usual ones. */
	columns: string[];
	sort: string;
	descending: boolean;
	/** Where this page begins, as the page before said; null on the first page. */
	cursor: string | null;
	/** The place of the first row of this page among all, from 1: only for the words below the list. */
	from: number;
}

/** Parts of an address from before there was a search language, and from links to single filters: term and value of each. */
const shortcuts: readonly (readonly [parameter: string, term: string, value?: string])[] = [
	['call', 'call'],
	['track', 'track'],
	['state', 'status'],
	['outcome', 'outcome'],
	['student', 'student'],
	['mode', 'mode'],
	['unanswered', 'message', 'open'],
];

/** Reads the address of the list; what it does not know it leaves out. */
export function readListQuery(params: URLSearchParams): ListQuery {
	const terms = shortcuts.flatMap(([parameter, term, value]) => {
		const given = params.get(parameter)?.trim().slice(0, 200);
		return given ? [printTerm(term, value ?? given)] : [];
	});
	const written = (params.get('q') ?? '').trim();
	const from = Number(params.get('from') ?? 1);
	const cursor = params.get('after') || null;
	return {
		// One character more than it may have: so that the search itself says that it is too long.
		query: [written, ...terms]
			.filter((part) => part !== '')
			.join(' ')
			.slice(0, longestSearch + 1),
		columns: [...new Set(params.getAll('col').map((column) => column.slice(0, 80)))].filter(Boolean).slice(0, 60),
		sort: params.get('sort')?.slice(0, 80) || 'number',
		descending: params.get('order') === 'down',
		cursor,
		from: cursor !== null && Number.isInteger(from) && from >= 1 && from < 1e9 ? from : 1,
	};
}

/** What is looked for and shown, as an address says it: for exports, and to begin every link with. */
export function listParams({ query, columns }: Pick<ListQuery, 'query' | 'columns'>): URLSearchParams {
	const params = new URLSearchParams();
	if (query !== '') params.set('q', query);
	for (const column of columns) params.append('col', column);
	return params;
}

/**
 * The query of a link to this list with something else about it, `?` included; empty for the whole list. Another search,
 * choice or order begins at the first page.
 */
export function listHref(list: ListQuery, change: Partial<ListQuery> = {}): string {
	const next = { ...list, cursor: null, from: 1, ...change };
	const params = listParams(next);
	if (next.sort !== 'number') params.set('sort', next.sort);
	if (next.descending) params.set('order', 'down');
	if (next.cursor !== null) {
		params.set('after', next.cursor);
		params.set('from', String(next.from));
	}
	return params.size === 0 ? '' : `?${params}`;
}
