import { error } from '@sveltejs/kit';
import { clientNetwork, isLoopback } from '#core/http/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { listSignatories } from '#modules/statements/server/index.ts';
import { pageNumber } from '#modules/statements/signature.ts';
import { getRunning } from '../../../../../../app/running.ts';
import { keptStatement } from '../../../keep-statement.ts';
import { headOf, signatoryView } from '../../../views.ts';
import type { PageServerLoad } from './$types';

/** The list page by page, each at an address of its own, so that all of them are kept; a search is not. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, locale } = locals;
	const page = params.page === undefined ? 1 : /^[1-9]\d{0,5}$/.test(params.page) ? Number(params.page) : 0;
	// The first page has one address.
	if (page === 0 || params.page === '1') error(404, 'not-found');
	const one = await keptStatement(locals, params.statement, { signatures: true });
	const search = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
	if (search !== '') limit();
	const head = headOf(one, locale, ctx.clock.edition.now());
	if (head.phase === 'none') error(404, 'not-found');
	const asked = search === '' ? page : pageNumber(url.searchParams.get('page'));
	const list = await listSignatories(ctx, one.id, { page: asked, search });
	if (search === '' && page > list.pages) error(404, 'not-found');
	return {
		head,
		search,
		list: { ...list, items: list.items.map((item) => signatoryView(item, one.version, locale)) },
	};

	/** Searching reads the whole list: nobody does so hundreds of times a minute. */
	function limit(): void {
		const wait = isLoopback(locals.client) ? 0 : getRunning().searches.take(clientNetwork(locals.client));
		if (wait > 0) throw new Refusal('too-many', 'too-many-requests', { params: { seconds: wait } });
	}
};
