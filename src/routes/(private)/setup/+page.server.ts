import { hasOperator } from '#core/identity/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { PageServerLoad } from './$types';

/** Where the link to the set-up is found, as long as nobody runs this installation; afterwards there is nothing here. */
export const load: PageServerLoad = async ({ locals }) => {
	if (locals.ctx.clock.rehearsal || (await hasOperator(locals.ctx))) throw notFound();
	return {};
};
