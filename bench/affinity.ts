import { performance } from 'node:perf_hooks';
import type { Affinity } from '../src/modules/review/affinity/affinity.ts';
import type { Paper } from '../src/modules/review/affinity/paper.ts';
import { textAffinity } from '../src/modules/review/affinity/text-affinity.ts';
import { type Benchmark, bestOf, type Figure } from './lib/bench.ts';
import { type Agreement, agreementOf, type GoldStandard, meanAgreement, readGoldStandard } from './lib/expertise.ts';

const names: Record<string, string> = {
	elmo: 'ELMo',
	acl: 'ACL',
	tpms: 'TPMS',
	specter: 'SPECTER',
	specter_mfr: 'SPECTER+MFR',
};

/** What a provider says of the gold standard: loss and shares of pairs, mean over its data sets. */
async function agreementWith(affinity: Affinity, gold: GoldStandard): Promise<Agreement> {
	const paper = (id: string): Paper => ({ title: gold.papers[id]?.t ?? '', text: gold.papers[id]?.a ?? '' });
	const list: Agreement[] = [];
	for (const profiles of Object.values(gold.profiles)) {
		const reviewers = Object.keys(profiles);
		const publications = reviewers.map((reviewer) => (profiles[reviewer] ?? []).map(paper));
		const submissions = gold.submissions.map(paper);
		const { values } = await affinity.measure(submissions, publications);
		const predicted = Object.fromEntries(
			reviewers.map((reviewer, row) => [
				reviewer,
				Object.fromEntries(
					gold.submissions.map((id, column) => [id, values[row * submissions.length + column] as number]),
				),
			]),
		);
		list.push(agreementOf(gold.evaluations, predicted));
	}
	return meanAgreement(list);
}

const shares = ({ easy, hard }: Agreement) => ({ 'easy pairs right': easy, 'hard pairs right': hard });

/** Papers of a made-up vocabulary with Zipf's frequencies, the same each time. */
function inventedPapers(count: number, words: number, seed: number): Paper[] {
	let state = seed;
	const next = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	const word = () => `w${Math.floor(20_000 ** next()).toString(36)}`;
	const text = (length: number) => Array.from({ length }, word).join(' ');
	return Array.from({ length: count }, () => ({ title: text(10), text: text(words) }));
}

export const affinity: Benchmark = {
	name: 'affinity',
	title: 'Affinity of reviewers to papers from text, on the gold standard of Stelmakh et al. (2023), and its speed',
	async run(say) {
		const figures: Figure[] = [];
		const gold = readGoldStandard();
		if (gold) {
			say('gold standard');
			for (const [method, name] of Object.entries(names)) {
				const list = Object.values(gold.published[method] ?? {}).map((predicted) =>
					agreementOf(gold.evaluations, predicted),
				);
				const mean = meanAgreement(list);
				figures.push({
					what: `loss, ${name} (from its published predictions)`,
					value: mean.loss,
					unit: '',
					details: shares(mean),
				});
			}
			const own = await agreementWith(textAffinity, gold);
			figures.push({ what: 'loss, Orrery', value: own.loss, unit: '', goal: { atMost: 0.262 }, details: shares(own) });
		} else {
			say('SKIPPED: the gold standard is not beside the project (../shared/data/affinity); no loss was computed');
		}
		say('speed');
		const submissions = inventedPapers(1000, 200, 1);
		const publications = inventedPapers(3000, 150, 2);
		const reviewers = Array.from({ length: 300 }, (_, i) => publications.slice(i * 10, i * 10 + 10));
		const best = await bestOf('least', async () => {
			const begun = performance.now();
			await textAffinity.measure(submissions, reviewers);
			return (performance.now() - begun) / 1000;
		});
		figures.push({ what: '1,000 papers × 300 reviewers × 10 publications with abstracts', unit: 's', ...best });
		return figures;
	},
};
