import type { Actor } from '#core/access/index.ts';
import { actorFor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { mailAddressCode, mailSignInCode } from '#core/identity/index.ts';
import { signInWithCode } from './sign-in.ts';

/** For tests: the browser and mailbox of people who sign in. `byHand` reads their mail from the database. */
export function testPeople(
	ctx: Context & { byHand(statement: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> },
) {
	const origin = 'https://orrery.example';
	let machine = 0;
	const freshIp = () => {
		machine += 1;
		return `198.51.${Math.floor(machine / 200)}.${(machine % 200) + 1}`;
	};
	const seen = new Set<unknown>();
	async function newestMail(address: string): Promise<{ code: string; link: string }> {
		const { rows } = await ctx.byHand('select id, text from mail where to_address = $1', [address]);
		const row = rows.find((one) => !seen.has(one.id));
		if (!row) throw new Error(`no new mail to ${address}`);
		seen.add(row.id);
		const text = String(row.text);
		return {
			code: (/\d{3} \d{3}/.exec(text)?.[0] ?? '').replace(' ', ''),
			link: /\/sign-in\/link\/([0-9a-z]{40})/.exec(text)?.[1] ?? '',
		};
	}
	return {
		origin,
		freshIp,
		client: (oldSecret?: string) => ({ ip: freshIp(), browser: 'Test browser', ...(oldSecret ? { oldSecret } : {}) }),
		/** Asks for a code to sign in, and reads the mail. */
		async ask(address: string, extra: { next?: string; oldWindow?: string } = {}) {
			const { window } = await mailSignInCode(ctx, { address, locale: 'en', ip: freshIp(), origin, ...extra });
			return { window, ...(await newestMail(address)) };
		},
		/** Asks, as somebody who is signed in, for a code to add an address. */
		async askToAdd(personId: string, address: string) {
			const { window } = await mailAddressCode(ctx, { address, personId, locale: 'en', ip: freshIp(), origin });
			return { window, code: (await newestMail(address)).code };
		},
		/** Signs in with a code: the person, as an actor. */
		async arrive(address: string) {
			const asked = await this.ask(address);
			const signedIn = await signInWithCode(ctx, asked, this.client());
			return { ...signedIn, actor: await this.actor(signedIn.personId) };
		},
		async actor(personId: string): Promise<Actor> {
			return actorFor(ctx, personId, 'session');
		},
	};
}
