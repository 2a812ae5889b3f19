import { redirect } from '@sveltejs/kit';
import { getRunning } from '#app/running.ts';
import { personOf } from '#core/access/index.ts';
import { configuredProviders } from '#core/identity/index.ts';
import { Refusal, notFound } from '#core/refusal/index.ts';
import { type ProviderArrival, arriveFromProvider } from '#modules/people/server/index.ts';
import { clientOf, cookieOf, enter } from '../../../browser.ts';
import type { RequestHandler } from './$types';

/** Somebody comes back from a provider. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor } = event.locals;
	const provider = configuredProviders(ctx.config).find((one) => one.provider === event.params.provider)?.provider;
	if (!provider) throw notFound();
	// The provider knows us by our public address, whatever this request came by.
	const url = new URL(event.url.pathname + event.url.search, getRunning().origin);
	let arrival: ProviderArrival;
	try {
		const input = { provider, url, window: cookieOf(event, 'window'), signedInAs: personOf(actor) };
		arrival = await arriveFromProvider(ctx, input, clientOf(event));
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		redirect(303, `/sign-in?failed=${thrown.code}`);
	}
	if (arrival.kind === 'signed-in') enter(event, arrival);
	if (arrival.kind === 'linked') redirect(303, arrival.next ?? '/me/security?linked');
	const next = arrival.next ?? '';
	redirect(303, `${next.startsWith('/zh') ? '/zh' : ''}/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`);
};
