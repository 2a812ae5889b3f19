import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { BallotFlag, RankingFlag } from '#solvers/ranking/index.ts';

/** Texts of rankings: what is remarked of a whole ranking, and how it was made. */
export const rankingMessages = catalogue(
	{
		flag: {
			'no-scores': 'No score was handed in yet.',
			'no-spread':
				'All scores are equal, or there is only one: they say nothing of the order, and no interval can be given.',
			'one-item': 'Only one application was scored.',
			'one-juror': 'Only one juror scored: how strict he is can’t be told from these scores.',
			'noise-unknown':
				'No application has two scores: chance and quality can’t be told apart, and the intervals rest on an assumption.',
			'severity-unknown': 'No juror scored two applications: how strict each is can’t be told.',
			disconnected:
				'The scores fall into pools without a juror in common. No calculation can compare across them: places across pools rest on the assumption that the pools are equally good.',
			'uneven-pools':
				'Jurors read pools of different quality. The calculation allows for it; an allocation by lot would be fairer next time.',
		} satisfies Record<RankingFlag, string>,
		ballotFlag: {
			'no-ballots': 'No ballot was cast.',
			'no-condorcet-winner':
				'Nobody is preferred to every other by a majority: the jury should discuss those who are in the circle.',
			'condorcet-differs':
				'Who is preferred to every other by a majority is not the strongest by Bradley–Terry. Neither is wrong; the jury decides which counts.',
			'kemeny-differs': 'The order closest to all ballots (Kemeny) begins with somebody else than Bradley–Terry.',
			'plackett-luce-differs': 'Plackett–Luce, which reads ballots from the top, names somebody else first.',
			'tie-at-first': 'Several share the first place.',
			'kemeny-tied': 'Several orders are equally close to all ballots.',
			'few-ballots': 'Fewer than three ballots: one person decides.',
		} satisfies Record<BallotFlag, string>,
		ballots: {
			strength: 'Strength (Bradley–Terry)',
			error: 'Standard error',
			meanPlace: 'Mean place',
			wins: 'Majorities won',
			losses: 'Majorities lost',
			condorcet: 'Condorcet winner',
			cast: (n: number) => (n === 1 ? 'One ballot was counted.' : `${n} ballots were counted.`),
		},
		method: {
			scores: [
				'How this was calculated: each total (0–100, criteria by their weights) is taken as the quality of the application, plus how strict or mild the juror is, plus chance. Where jurors said how sure they are, a sure score weighs more.',
				'Adjusted is what an average juror of this panel is expected to give: additive mixed model with shrinkage, variances by restricted maximum likelihood (Patterson and Thompson 1971; Henderson 1975). The mean as given stands beside it.',
				'The margin is that of a 95 % interval. The chance of being among those taken comes from 4,000 draws with a fixed seed (1,000 when there are more than 500). Between 10 % and 90 % an application is in the tie band at the cut: the jury decides there, not the figures.',
			],
			ballots: [
				'How this was counted: every juror without a conflict ranked all finalists. Strengths by Bradley and Terry (1952) from all pairs of each ballot, with a weak prior; beside it who is preferred to every other by a majority (Condorcet 1785) and the order closest to all ballots (Kemeny 1959), both exact.',
			],
		},
	},
	{
		flag: {
			'no-scores': '尚未收到评分。',
			'no-spread': '所有评分相同，或仅有一份评分：无法据此排序，也无法给出区间。',
			'one-item': '仅有一份申请获得评分。',
			'one-juror': '仅有一位评委评分：无法判断其宽严。',
			'noise-unknown': '没有申请获得两份以上评分：无法区分偶然因素与质量，区间依赖于假定。',
			'severity-unknown': '没有评委评过两份以上申请：无法判断各人宽严。',
			disconnected: '评分分成若干互无共同评委的部分。任何计算都无法跨部分比较：跨部分的名次以各部分水平相当为前提。',
			'uneven-pools': '各评委所评申请的整体水平不同。计算已作考虑；下次随机分配更为公平。',
		},
		ballotFlag: {
			'no-ballots': '尚未收到选票。',
			'no-condorcet-winner': '没有一份申请在两两比较中胜过其余全部：请评审团就循环各方进行讨论。',
			'condorcet-differs': '两两比较全胜者与布拉德利–特里模型的第一名不同。二者皆有道理，以何为准由评审团决定。',
			'kemeny-differs': '与全部选票最接近的次序（凯梅尼）之首与布拉德利–特里模型不同。',
			'plackett-luce-differs': '自上而下计票的普拉克特–卢斯模型，第一名另有其人。',
			'tie-at-first': '第一名有并列。',
			'kemeny-tied': '有多种次序与全部选票同样接近。',
			'few-ballots': '选票不足三张：结果取决于一人。',
		},
		ballots: {
			strength: '强度（布拉德利–特里）',
			error: '标准误',
			meanPlace: '平均名次',
			wins: '两两胜出',
			losses: '两两落败',
			condorcet: '两两全胜者（孔多塞）',
			cast: (n: number) => `共计 ${n} 张选票。`,
		},
		method: {
			scores: [
				'计算方法：每份总分（0–100，各项按权重合计）视为申请质量、评委宽严与偶然因素之和。评委注明把握程度的，把握大的评分权重较大。',
				'校正得分是本组一位宽严适中的评委预计给出的分数：带收缩的加性混合模型，方差按限制性极大似然估计（帕特森与汤普森，1971；亨德森，1975）。原始均分并列于旁。',
				'误差为 95 % 区间的半宽。入选概率由固定种子的 4,000 次抽样得出（超过 500 份时为 1,000 次）；概率在 10 % 与 90 % 之间者处于分数线并列区，由评审团决定，而非由数字决定。',
			],
			ballots: [
				'计票方法：每位无利益冲突的评委对全部入围申请排序。强度按布拉德利与特里（1952）由每张选票的全部两两比较得出，并加弱先验；另列两两比较全胜者（孔多塞，1785）及与全部选票最接近的次序（凯梅尼，1959），后两者均为精确计算。',
			],
		},
	},
);

/** How a ranking was made, in sentences that stand beside it wherever it goes. */
export function methodStatement(locale: Locale, method: 'scores' | 'ballots'): readonly string[] {
	return rankingMessages[locale].method[method];
}
