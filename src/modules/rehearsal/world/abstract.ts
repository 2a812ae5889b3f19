import type { Locale } from '#core/i18n/index.ts';
import { countWords } from '#core/text/index.ts';
import type { Random } from './random.ts';
import { type Topic, topics } from './topics.ts';

export interface InventedPaper {
	track: string;
	language: Locale;
	title: string;
	abstract: string;
	keywords: string[];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Sentences that can be said of any study. Each takes from the topic what it needs. */
const english: readonly ((topic: Topic, random: Random, subject: string) => string)[] = [
	(t, r, s) =>
		`The work began with a plain question that came up in ${r.pick(t.uses)}: what can be said today, with the means at hand, about ${s}?`,
	(_t, _r, s) =>
		`Earlier studies of ${s} either looked at a single site or stopped before the results could be compared, so that their figures can hardly be set side by side.`,
	(t, r) =>
		`We therefore chose ${r.pick(t.methods)} and described every step so that another group can repeat it without asking us.`,
	(t, r) =>
		`A second line of evidence came from ${r.pick(t.methods)}, which was planned independently and evaluated by people who did not know the first results.`,
	(_t, r) =>
		`In all, ${r.below(60) + 18} cases entered the evaluation; ${r.below(9) + 2} were set aside beforehand by a rule that had been written down.`,
	(t, r) => `The main result is that ${r.pick(t.findings)}.`,
	(t, r) => `Beyond that, ${r.pick(t.findings)}, which we had not expected.`,
	(_t, r) =>
		`The uncertainty of the main figure is ${r.below(7) + 2} per cent at a confidence of 95 per cent, and most of it comes from the calibration.`,
	(_t, r) =>
		`Where the conditions differed most between the sites, the effect was about ${['a half', 'a third', 'a quarter', 'two thirds'][r.below(4)]} as large, but it kept its sign.`,
	(_t, r, s) =>
		`One limit should be named openly: for ${s} only ${r.below(3) + 2} seasons of observation exist, and a longer record may move the estimate.`,
	(t, r) =>
		`The method costs little, since it uses instruments that are installed already, and it can be taken over in ${r.pick(t.uses)} within a year.`,
	(t, r) =>
		`For ${r.pick(t.uses)} this means that decisions which used to wait for a full campaign can be prepared from what is measured anyway.`,
	() =>
		'All data that may be released, the code of the evaluation and the protocol will be deposited openly together with the paper.',
	(_t, _r, s) =>
		`In the talk we show one example from beginning to end, discuss where it failed, and ask the audience for further cases of ${s}.`,
	(_t, r) =>
		`A workshop with ${r.below(20) + 8} practitioners checked whether the wording of the results is understood as it is meant; three figures were redrawn after it.`,
	(t, r) =>
		`The next step is a joint trial with partners from ${r.below(4) + 2} countries, in which ${r.pick(t.methods)} will be used under field conditions.`,
];

const chinese: readonly ((topic: Topic, random: Random, subject: string) => string)[] = [
	(t, r, s) => `本研究源于${r.pick(t.uses)}中的一个朴素问题：以现有手段，我们对${s}究竟能了解多少？`,
	(_t, _r, s) => `以往关于${s}的研究或局限于单一地点，或在结果可比之前即告结束，数据难以相互印证。`,
	(t, r) => `为此，我们采用${r.pick(t.methods)}，并完整记录每一步骤，使其他团队无需询问即可重复。`,
	(t, r) => `另一方面的证据来自${r.pick(t.methods)}，其方案独立制订，评估人员事先不知晓前一部分的结果。`,
	(_t, r) => `共有${r.below(60) + 18}个样本进入分析，另有${r.below(9) + 2}个依事先写明的规则予以排除。`,
	(t, r) => `主要结果是：${r.pick(t.findings)}。`,
	(t, r) => `此外，${r.pick(t.findings)}，这一点出乎预料。`,
	(_t, r) => `主要数值的不确定度为百分之${r.below(7) + 2}（置信水平百分之九十五），其中大部分来自标定。`,
	(_t, r, s) => `需要坦率指出的是，关于${s}目前仅有${r.below(3) + 2}个季度的观测，更长的记录可能改变估计值。`,
	(t, r) => `该方法利用已有仪器，成本较低，一年之内即可用于${r.pick(t.uses)}。`,
	(t, r) => `对${r.pick(t.uses)}而言，这意味着过去须等待整轮试验的决策，如今可由日常测量提前准备。`,
	() => '凡可公开的数据、分析代码与实验方案，将随论文一并开放存储。',
	(_t, _r, s) => `报告将完整展示一个实例，说明其失败之处，并征集更多关于${s}的案例。`,
	(t, r) => `下一步将与${r.below(4) + 2}个国家的伙伴开展联合试验，在实地条件下采用${r.pick(t.methods)}。`,
];

const titlesEnglish: readonly ((subject: string, use: string) => string)[] = [
	(s, u) => `${capital(s)}: what can be known, and what it means for ${u}`,
	(s) => `Towards a common measure of ${s}`,
	(s, u) => `${capital(s)} in the service of ${u}`,
	(s) => `Three years with ${s}: results and open questions`,
	(s, u) => `How ${s} can be brought into ${u}`,
];
const titlesChinese: readonly ((subject: string, use: string) => string)[] = [
	(s, u) => `${s}及其在${u}中的意义`,
	(s) => `${s}：方法与初步结果`,
	(s, u) => `面向${u}的${s}研究`,
	(s) => `${s}：进展与问题`,
];

/**
 * An invented abstract that keeps the rules of the call (250 to 500 words). Its sentences are marked as a sample by the
 * last one, so that nobody takes them for research.
 */
export function inventPaper(random: Random, track: string, language: Locale): InventedPaper {
	const topic = (topics[track] as { en: Topic; zh: Topic })[language];
	const subject = random.pick(topic.subjects);
	const use = random.pick(topic.uses);
	const sentences = language === 'en' ? english : chinese;
	const end =
		language === 'en'
			? 'This is a sample text, invented for a rehearsal; it reports no real research.'
			: '本文为演练所用的示例文本，并非真实研究。';
	const wanted = language === 'en' ? 268 + random.below(60) : 290 + random.below(90);
	const order = [...sentences.keys()];
	// Beginning, result and outlook keep their places; which of the others are said, and how often a topic is named, varies.
	const left = order.filter((at) => random.chance(0.78) || at < 3);
	const chosen = left.map((at) => sentences[at]?.(topic, random, subject) ?? '');
	const join = language === 'en' ? ' ' : '';
	for (let round = 0; countWords([...chosen, end].join(join)) < wanted && round < 60; round += 1) {
		const other = random.pick(topic.subjects.filter((one) => one !== subject));
		const extra = sentences[1 + random.below(sentences.length - 1)]?.(topic, random, other) ?? '';
		chosen.splice(Math.max(2, chosen.length - 2), 0, extra);
	}
	while (countWords([...chosen, end].join(join)) > 480) chosen.splice(3, 1);
	return {
		track,
		language,
		title: random.pick(language === 'en' ? titlesEnglish : titlesChinese)(subject, use),
		abstract: [...chosen, end].join(join),
		keywords: random.some(topic.keywords, 3 + random.below(3)),
	};
}
