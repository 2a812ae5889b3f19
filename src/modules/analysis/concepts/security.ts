import type { Concept } from './concept.ts';

/** Armed forces, what they buy, and how signals and networks are attacked. */
export const securityConcepts: readonly Concept[] = [
	{
		key: 'defence',
		label: { en: 'Defence and security', zh: '国防与安全' },
		terms: {
			en: {
				sure: `missile defence, missile defense, missile warning, early warning, ballistic missile, hypersonic, cruise missile, air defence, air defense,
					anti-satellite, antisatellite, counterspace, space force, space command, air force, armed forces, department of defense, ministry of defence,
					defence ministry, defense ministry, pentagon, NATO, warfighter, defence contractor, defense contractor, defence industry, defense industry,
					defence spending, defense spending, military satellite, spy satellite, reconnaissance, surveillance radar, electronic warfare, spoofing,
					=jamming, =jammed, jammer, munition, nuclear deterrent, arms control, interceptor, unmanned aerial, fighter jet, warship, submarine, naval, navy,
					Lockheed Martin, Northrop Grumman, Raytheon, RTX, BAE Systems, Thales, Leonardo, Rheinmetall, Saab, MBDA, L3Harris, General Dynamics,
					Airbus Defence, DARPA, Space Development Agency, National Reconnaissance Office, NORINCO, AVIC, Elbit, Rafael`,
				good: `defence, defense, military, army, radar, missile, weapon, warhead, soldier, troops, general, colonel, brigade, drone, surveillance,
					intelligence agency, classified, threat, adversary, deterrence, security, national security, war, combat, target*, infrared, strike,
					allied, ally, commander, task group, cyber security, cybersecurity, cyberattack, cyber attack, attackers, malware, credentials, sabotage,
					espionage, dual-use, dual use, critical infrastructure, essential infrastructure, interference`,
				weak: 'attack, warning, command, forces, fleet, tank, security council, tracking, veteran, vulnerable',
			},
			zh: {
				sure: `导弹防御, 反导, 导弹预警, 早期预警, 弹道导弹, 高超声速, 巡航导弹, 防空, 反卫星, 太空军, 天军, 航天部队, 军事航天, 国防部, 国防, 军工, 军方, 军队, 空军, 海军, 陆军, 火箭军,
					五角大楼, 北约, 侦察卫星, 军用卫星, 电子战, 欺骗信号, 干扰信号, 军备控制, 拦截弹, 战斗机, 军舰, 舰艇, 潜艇, 洛克希德, 诺斯罗普, 雷神公司, 泰雷兹, 兵器工业,
					中国电科, 航空工业, 军民融合, 军贸, 国防预算, 军费, 国防采办, 国防科技`,
				good: `导弹, 武器, 雷达, 士兵, 部队, 战争, 作战, 侦察, 监视, 情报, 机密, 威胁, 对手, 威慑, 国家安全, 安全, 红外, 打击, 无人机, 盟友, 指挥官, 网络安全, 网络攻击, 黑客, 恶意软件,
					关键基础设施, 两用物项, 军民两用, 海防, 预警, 干扰, 反恐`,
				weak: '目标, 指挥, 防护, 攻击, 警戒, 防务',
			},
		},
	},
	{
		key: 'procurement',
		label: { en: 'Contracts and procurement', zh: '合同与采购' },
		terms: {
			en: {
				sure: `contract award, awarded a contract, procur*, tender, invitation to tender, request for proposals, prime contractor, firm order, framework contract,
					fixed-price, fixed price, cost-plus, indefinite-delivery, task order, order book, orderbook, backlog, letter of intent, letters of intent,
					second source, sole source, sole-source, acquisition programme, acquisition program, bid protest, service level agreement, milestone payment,
					anchor customer, unsuccessful bidder, purchase agreement, launch contract, multi-year contract, purchase order`,
				good: `contract, order, bid, bidder, award, supplier, purchase, buy, customer, client, deliver*, option, options, prime, subcontract*, vendor, selected, commission,
					incumbent, competition, shortlist, offer, deal, agreement worth, programme office, program office, requirement, specification, customers,
					acceptance, lease, reserve, tendering, penalty clause, outsourc*, stake in the programme`,
				weak: 'win, wins, won, supply, worth, picks, sign, signed, manifest, booked, quote',
			},
			zh: {
				sure: `招标, 投标, 中标, 评标, 采购, 采办, 承制, 总承包, 订单, 在手订单, 框架协议, 框架合同, 采购合同, 发射合同, 固定价格, 意向书, 招标文件, 供货, 供货函, 竞标, 落选, 合同总额,
					采购方, 发射协议, 服务协议, 战略合作协议, 购销合同, 政府采购, 首单`,
				good: '合同, 协议, 签约, 签署, 签下, 客户, 交付, 验收, 报价, 结算, 承接, 供应商, 配套, 承包, 授予, 竞争对手, 违约金, 总价, 单价, 条款, 首次交付, 租用, 选定',
				weak: '签订, 买方, 卖方, 购买, 入围, 名单, 方案',
			},
		},
	},
];
