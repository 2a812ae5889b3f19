import { catalogue } from '#core/i18n/index.ts';

/** One proposal: what it came to, its pairs, its proof. */
export const runMessages = catalogue(
	{
		progress: { solve: 'Solving', apply: 'Assigning' },
		head: {
			every: (per: number) => `Every application has ${per} ${per === 1 ? 'reviewer' : 'reviewers'}`,
			some: (full: number, all: number) => `${full} of ${all} applications have what they need`,
			loads: (max: number) => `nobody has more than ${max}`,
			idle: (n: number) => `${n} ${n === 1 ? 'person has' : 'people have'} nothing`,
			experts: 'every application has somebody who knows its field',
			withoutExpert: (n: number) =>
				`${n} ${n === 1 ? 'application has' : 'applications have'} nobody who knows the field`,
			see: 'see',
			kept: (n: number) => `${n} ${n === 1 ? 'assignment was' : 'assignments were'} there before and stay.`,
			lostLocks: (n: number) =>
				`${n} ${n === 1 ? 'lock could' : 'locks could'} not be kept: there is a conflict, or the person has left the panel.`,
			and: ', ',
			end: '.',
		},
		figures: {
			pairs: 'New assignments',
			total: 'Total of points',
			worst: 'Weakest application',
			mean: 'Mean of an application',
			loads: 'Loads',
		},
		apply: {
			submit: (n: number) => `Assign these ${n}`,
			help: 'Assigns every new pair and sends each person one mail. Conflicts that were noted since are left out.',
			applied: 'This run was applied:',
			again: 'New run with the same settings',
		},
		none: {
			title: 'There is no assignment that keeps to all this',
			missing: (n: number) => `${n} ${n === 1 ? 'review' : 'reviews'} can’t be given. What stands against it:`,
			papers: (p: number, needed: number, people: number, room: number, elsewhere: number) =>
				`${p} ${p === 1 ? 'application needs' : 'applications need'} ${needed} more ${needed === 1 ? 'review' : 'reviews'}, but the ${people} ${people === 1 ? 'person' : 'people'} who could give them ${people === 1 ? 'has' : 'have'} room for ${room}${elsewhere > 0 ? `, and ${elsewhere} can come from elsewhere` : ''}. Invite people for them, or raise the loads.`,
			alone: (p: number, needed: number, elsewhere: number) =>
				`${p} ${p === 1 ? 'application needs' : 'applications need'} ${needed} more ${needed === 1 ? 'review' : 'reviews'}, but only ${elsewhere} ${elsewhere === 1 ? 'person is' : 'people are'} without a conflict, in the track and there. Invite people for them.`,
			minimum: (people: number, needed: number, room: number) =>
				`${people} ${people === 1 ? 'person is' : 'people are'} to get ${needed} at least, but what they may review has room for ${room}. Lower the least load.`,
			locks: 'More pairs are locked than there is room for. Release some.',
			loads: 'Somebody’s least load is above what he can take.',
			applications: 'The applications',
			people: 'The people',
		},
		failed: 'Something went wrong while this was solved; it is in the log. Start it again.',
		papers: {
			title: 'By application',
			caption: 'Applications, those without an expert and the weakest first',
			columns: { application: 'Application', who: 'Reviewers, with points', sum: 'Points' },
			noExpert: 'nobody knows the field',
			nobody: 'nobody',
		},
		reviewers: {
			title: 'By person',
			caption: 'People with their loads, the most first',
			columns: { name: 'Name', load: 'Load', fresh: 'Of these new', range: 'Could take', price: 'Price' },
			priceHelp:
				'The price is what one application more for that person would add to the total: high prices show whom you lack.',
		},
		tabs: 'Parts of this run',
		how: {
			title: 'How this was computed',
			proven: (total: string) =>
				`No proposal that keeps to these rules has more than ${total} points, and this one has just that. The proof are the prices of people’s time below: of any prices, the best that each application could choose at them, plus prices times loads, is a total that nothing exceeds.`,
			bound: (total: string, bound: string) =>
				`This proposal has ${total} points; none that keeps to these rules has more than ${bound}.`,
			worstBest: (worst: string) => `No proposal gives the weakest application more than ${worst}.`,
			worstBound: (bound: string) => `The weakest application could not have more than ${bound}, if it were alone.`,
			lot: (limit: string, seed: number, expected: string) =>
				`Drawn with seed ${seed}; no pair had a probability above ${limit}; draws have ${expected} points on average.`,
			seconds: (seconds: string) => `Solved in ${seconds} s.`,
			points: 'Points of a pair: 0 to 100 for how well somebody fits, and up to the share of bids more for a bid.',
			weights: (text: string, topic: string, bid: string) =>
				`Weights: texts ${text}, topics ${topic}, bids at most ${bid}.`,
			link: 'The method, for operators and the curious',
		},
		fair: {
			worstProven: (worst: string) =>
				`The weakest application has ${worst} points, and no proposal gives it more: proven.`,
			worstFound: (worst: string, bound: string) =>
				`The weakest application has ${worst} points. A proposal that gives it more was not found; proven is that none gives it more than ${bound}.`,
			best: 'No proposal with so good a weakest application has a larger total: proven.',
			below: (below: string, share: string) =>
				`The total is at most ${below} points (${share}) below the best that any proposal with so good a weakest application has.`,
			othersBest: (others: string) =>
				`So much at most is what it costs to raise the next weakest as well, to ${others} points: no proposal with both has a larger total.`,
			othersBelow: (others: string, below: string) =>
				`Among proposals that raise the next weakest as well, to ${others} points, it is at most ${below} below the best.`,
			without: (total: string, worst: string) =>
				`The best total alone would be ${total} points, with ${worst} for the weakest application.`,
			how: 'How near the proposal is to the best is counted in the same way: each application chooses its best reviewers at certain prices, but only together with enough points; that plus prices times loads is a total that no proposal with so good a weakest application exceeds.',
		},
		curve: {
			title: 'Balance against fit',
			caption: 'The best total for ever wider ranges of load',
			help: 'An even load costs fit. Each line is the best total that there is within its range.',
			columns: { range: 'Loads', total: 'Best total', loss: 'Costs', worst: 'Weakest', idle: 'Without any' },
			none: 'not possible',
			take: 'Use',
			takeOf: (min: number, max: number) => `Use loads ${min} to ${max} for a new run`,
		},
	},
	{
		progress: { solve: '计算进度', apply: '分配进度' },
		head: {
			every: (per) => `每份申请都有 ${per} 位评审人`,
			some: (full, all) => `${all} 份申请中有 ${full} 份已满足`,
			loads: (max) => `每人不超过 ${max} 份`,
			idle: (n) => `${n} 人没有任务`,
			experts: '每份申请都有熟悉该领域的人',
			withoutExpert: (n) => `${n} 份申请没有熟悉该领域的人`,
			see: '查看',
			kept: (n) => `原有 ${n} 项分配保持不变。`,
			lostLocks: (n) => `${n} 项锁定无法遵守：存在利益冲突，或该人已离开评审组。`,
			and: '，',
			end: '。',
		},
		figures: { pairs: '新增分配', total: '总分', worst: '最弱的申请', mean: '每份平均', loads: '工作量' },
		apply: {
			submit: (n) => `分配这 ${n} 项`,
			help: '分配全部新增配对，并向每人发送一封邮件。此后登记的利益冲突会被排除。',
			applied: '本方案已采用：',
			again: '以相同设置重新计算',
		},
		none: {
			title: '没有同时满足这些条件的分配',
			missing: (n) => `有 ${n} 份评审无法安排。原因如下：`,
			papers: (p, needed, people, room, elsewhere) =>
				`${p} 份申请还需 ${needed} 份评审，但能评审它们的 ${people} 人只能再承担 ${room} 份${elsewhere > 0 ? `，另可由他人承担 ${elsewhere} 份` : ''}。请邀请更多人，或提高工作量上限。`,
			alone: (p, needed, elsewhere) =>
				`${p} 份申请还需 ${needed} 份评审，但没有利益冲突、属于该专题且在岗的只有 ${elsewhere} 人。请为其邀请更多人。`,
			minimum: (people, needed, room) =>
				`${people} 人至少应得 ${needed} 份，但他们可评审的申请只有 ${room} 个名额。请降低每人至少份数。`,
			locks: '锁定的配对超过了可用名额，请解除一部分。',
			loads: '有人的最少份数高于其上限。',
			applications: '相关申请',
			people: '相关人员',
		},
		failed: '计算时出错，详情见日志。请重新开始。',
		papers: {
			title: '按申请',
			caption: '申请列表，无专家者与最弱者在前',
			columns: { application: '申请', who: '评审人与分数', sum: '分数' },
			noExpert: '无人熟悉该领域',
			nobody: '无',
		},
		reviewers: {
			title: '按人员',
			caption: '人员与工作量，最多者在前',
			columns: { name: '姓名', load: '份数', fresh: '其中新增', range: '可承担', price: '价格' },
			priceHelp: '价格表示此人多评一份申请能为总分增加多少：价格高说明这样的人不足。',
		},
		tabs: '方案内容',
		how: {
			title: '计算说明',
			proven: (total) =>
				`在这些规则下，任何方案都不超过 ${total} 分，本方案正好达到。证明即下列人员的“价格”：无论价格如何，各申请按价格所能得到的最好配对，加上价格乘以工作量，就是任何方案都无法超过的总分。`,
			bound: (total, bound) => `本方案为 ${total} 分；在这些规则下，任何方案都不超过 ${bound} 分。`,
			worstBest: (worst) => `任何方案给最弱申请的分数都不超过 ${worst}。`,
			worstBound: (bound) => `最弱的申请即使单独考虑，也不会超过 ${bound} 分。`,
			lot: (limit, seed, expected) => `随机种子为 ${seed}；任何配对的概率都不超过 ${limit}；平均总分为 ${expected}。`,
			seconds: (seconds) => `用时 ${seconds} 秒。`,
			points: '配对分数：契合程度 0 至 100 分，另因意愿最多增加其份额。',
			weights: (text, topic, bid) => `权重：文本 ${text}，主题 ${topic}，意愿至多 ${bid}。`,
			link: '方法说明（供运维人员与有兴趣者，英文）',
		},
		fair: {
			worstProven: (worst) => `最弱的申请有 ${worst} 分，任何方案都不能给它更多：已证明。`,
			worstFound: (worst, bound) =>
				`最弱的申请有 ${worst} 分。未找到给它更多的方案；已证明的是，任何方案都不能给它超过 ${bound} 分。`,
			best: '在最弱申请同样好的方案中，没有总分更高的：已证明。',
			below: (below, share) => `与最弱申请同样好的方案相比，总分至多比其中最高者低 ${below} 分（${share}）。`,
			othersBest: (others) =>
				`这至多是把次弱的申请也提高到 ${others} 分的代价：在同时做到这两点的方案中，没有总分更高的。`,
			othersBelow: (others, below) => `在把次弱的申请也提高到 ${others} 分的方案中，总分至多比最高者低 ${below} 分。`,
			without: (total, worst) => `若只求总分，最高为 ${total} 分，而最弱的申请为 ${worst} 分。`,
			how: '与最优方案的差距以同样的方式计算：各申请按一组“价格”选择最好的评审人，但其分数之和须达到要求；再加上价格乘以工作量，就是最弱申请同样好的任何方案都无法超过的总分。',
		},
		curve: {
			title: '均衡与契合',
			caption: '工作量范围逐步放宽时的最高总分',
			help: '工作量越平均，契合度越低。每一行是该范围内可达到的最高总分。',
			columns: { range: '工作量', total: '最高总分', loss: '损失', worst: '最弱', idle: '无任务' },
			none: '无法实现',
			take: '使用',
			takeOf: (min, max) => `以 ${min} 至 ${max} 份重新计算`,
		},
	},
);
