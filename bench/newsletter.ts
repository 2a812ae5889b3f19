import { join } from 'node:path';
import type { Benchmark, Figure } from './lib/bench.ts';
import { removeFolder, workFolder } from './lib/folder.ts';
import { newsletterKills } from './lib/newsletter-kills.ts';

const subscribers = 100_000;
const kills = 5;
const connections = 4;
const megabyte = 1024 * 1024;

export const newsletter: Benchmark = {
	name: 'newsletter',
	title: `an issue to ${subscribers.toLocaleString('en')} subscribers in two languages, queued and sent through ${connections} connections; kill -9 meanwhile`,
	async run(say) {
		const folder = workFolder('newsletter');
		try {
			const result = await newsletterKills({ dataDir: join(folder, 'data'), subscribers, kills, connections, say });
			say(`uncertain after ${result.kills} kills: ${result.uncertain.join(', ') || 'nobody'}`);
			const none = { atMost: 0 };
			const figures: Figure[] = [
				{
					what: `${result.expected.toLocaleString('en')} digests queued`,
					unit: 's',
					value: result.queueSeconds,
					goal: { atMost: 120 },
					details: { 'kB stored each': result.stored / result.expected / 1000 },
				},
				{
					what: 'until the last had left',
					unit: 's',
					value: result.sendSeconds,
					goal: { atMost: 1200 },
					details: {
						'a second': result.expected / result.sendSeconds,
						's up': result.upSeconds,
						connections: result.connections,
					},
				},
				{ what: 'kills while it is queued and sent', unit: '', value: result.kills, goal: { atLeast: kills } },
				{ what: 'subscribers who got it twice', unit: '', value: result.twice.length, goal: none },
				{ what: 'subscribers said to have it who have not', unit: '', value: result.missing.length, goal: none },
				{ what: 'digests in no end state', unit: '', value: result.open, goal: none },
				{ what: 'digests to whom nothing new was of interest', unit: '', value: result.unwanted, goal: none },
				{ what: 'in the wrong language or without list headers', unit: '', value: result.faulty, goal: none },
				{
					what: 'uncertain, each named',
					unit: '',
					value: result.uncertain.length,
					goal: { atMost: kills * connections },
					details: { unnamed: result.unnamed },
				},
				{
					what: 'memory of the whole tree (PSS), at most',
					unit: 'MB',
					value: result.memory.most / megabyte,
					details: { before: result.memory.before / megabyte, 'server process': result.memory.server / megabyte },
				},
			];
			return figures;
		} finally {
			await removeFolder(folder);
		}
	},
};
