import { formatInstant } from '#core/clock/index.ts';
import { castLinks, firstOrganiserLink } from '#core/identity/index.ts';
import { settingFindings } from '#modules/installation/findings.ts';
import { findingMessages } from '#modules/installation/ui/findings-messages.ts';
import type { Running } from './running.ts';

/** How the six of the cast are called on the console. */
const roleNames: Record<string, string> = {
	organiser: 'organiser',
	secretary: 'secretary',
	'track-chair': 'chair of track T3',
	reviewer: 'reviewer',
	author: 'author',
	juror: 'juror',
};

/** What `npm start` prints when it answers: the address, the edition's time, and how to get in. */
export async function announce(app: Running): Promise<void> {
	const { ctx, origin } = app;
	let link: string | undefined;
	const lines = ['', `Orrery answers on ${origin}`];
	if (ctx.clock.rehearsal) {
		const time = formatInstant(ctx.clock.edition.now(), 'Asia/Shanghai', 'en');
		lines.push(`A rehearsal of IPSPACE 2021. Edition time: ${time}. Nobody is mailed.`);
		const links = await castLinks(ctx);
		if (links.length > 0) {
			lines.push('', 'Sign in with one click as');
			for (const { role, path } of links) {
				lines.push(`  ${(roleNames[role] ?? role).padEnd(18)} ${origin}${path}`);
			}
			lines.push('', `All mail is kept at ${origin}/mailbox`);
		}
	} else {
		link = await firstOrganiserLink(ctx);
		if (link)
			lines.push(
				'',
				'This installation is empty. Set it up and become its first organiser (the link works once):',
				`  ${origin}${link}`,
			);
	}
	for (const { code, level, params } of settingFindings(ctx.config, ctx.clock.rehearsal)) {
		// What the set-up is about to ask is no warning yet.
		if (!ctx.clock.rehearsal && link && (code === 'address-missing' || code === 'mail-missing')) continue;
		lines.push('', `${level === 'bad' ? '!! ' : '! '}${findingMessages.en[code](params)}`);
	}
	console.log(`${lines.join('\n')}\n`);
}
