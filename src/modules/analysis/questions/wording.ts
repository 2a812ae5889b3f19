import { catalogue } from '#core/i18n/index.ts';

/** How questions are put, in the language of the article. */
export const wording = catalogue(
	{
		money: {
			raised: (sum: string) => `Who put up the ${sum}, on what terms, and what do they get for it?`,
			contract: (sum: string) => `What exactly does the ${sum} buy, and who pays if it costs more?`,
			public: (sum: string) => `From which budget do the ${sum} come, and what is given up for them?`,
			loss: (sum: string) => `How was the figure of ${sum} arrived at, and who bears it in the end?`,
			cost: (sum: string) => `What is included in the ${sum}, what is left out, and who has checked it?`,
			earned: (sum: string) => `Which customers and which contracts are behind the ${sum}, and will they come again?`,
			owed: (sum: string) => `How does the sum of ${sum} come about, and how has it changed within a year?`,
			other: (sum: string) => `Who pays the ${sum}, to whom, and when?`,
		},
		deadline: (date: string) =>
			`The article names a time, ${date}: what has to be ready then, what if it is not, and who answers for it?`,
		source: (who: string) => `For this the article names only ${who}. Who can confirm it independently?`,
		anonymous: (words: string) => `“${words}”: who is speaking here, and what interest do they have in saying so?`,
		refusal: (words: string) => `“${words}”: what is being held back, why, and where else can it be found out?`,
		percent: (share: string) => `“${share}”: of what, measured by whom, and compared with when?`,
		superlative: (words: string) => `“${words}”: by which measure, and compared with whom?`,
		vague: (words: string) => `“${words}”: how much is that in figures, and who has counted?`,
		agreement: (words: string) =>
			`“${words}”: what does it oblige each side to do, is the text public, and what if one does not keep to it?`,
		conditional: (words: string) => `“${words}”: what does that depend on, and who decides it?`,
		possible: (words: string) => `“${words}”: on what evidence, and how sure is that?`,
		modal: (words: string) =>
			`“${words}”: by when, at whose expense, and how will one be able to tell that it has happened?`,
	},
	{
		money: {
			raised: (sum: string) => `这${sum}由谁出资，附带哪些条件，出资方得到什么？`,
			contract: (sum: string) => `这${sum}具体买到什么，超支由谁承担？`,
			public: (sum: string) => `这${sum}出自哪一项预算，为此放弃了什么？`,
			loss: (sum: string) => `${sum}这个数字是怎样算出来的，最终由谁承担？`,
			cost: (sum: string) => `${sum}包含哪些内容，没有包含哪些，由谁核实过？`,
			earned: (sum: string) => `${sum}来自哪些客户、哪些合同，能否持续？`,
			owed: (sum: string) => `${sum}这一数额是怎样形成的，一年来有何变化？`,
			other: (sum: string) => `这${sum}由谁支付、付给谁、何时付清？`,
		},
		deadline: (date: string) => `文中提到的时间点“${date}”：届时须完成什么？若推迟，后果如何，由谁负责？`,
		source: (who: string) => `这一说法在文中只有“${who}”一个来源，谁能独立证实？`,
		anonymous: (words: string) => `“${words}”：说话的究竟是谁，与此事有何利害关系？`,
		refusal: (words: string) => `“${words}”：没有公开的是什么，原因何在，还能从哪里查到？`,
		percent: (share: string) => `“${share}”的基数是什么，由谁统计，与何时相比？`,
		superlative: (words: string) => `“${words}”：以什么标准衡量，与谁相比？`,
		vague: (words: string) => `“${words}”：具体数字是多少，由谁统计？`,
		agreement: (words: string) => `“${words}”：各方承担哪些义务，文本是否公开，若一方不履行怎么办？`,
		conditional: (words: string) => `“${words}”：这取决于什么，由谁决定？`,
		possible: (words: string) => `“${words}”：依据是什么，有多大把握？`,
		modal: (words: string) => `“${words}”：何时完成，费用由谁承担，如何判断已经做到？`,
	},
);
