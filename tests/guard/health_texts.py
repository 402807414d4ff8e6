"""Texts with and without anything about health, in both languages, from seeded templates.

Lines of odd number were looked at while the lexicons were made; those of even number were held back until the
first measurement: no word list was made from them. The last lines of each list were all looked at: they guard
what is known, they measure nothing. They begin with "how soon can i get", "孩子从床上掉下来", "Where do I
return" and "医院附近有什么好吃的". Slots in braces are filled from WORDS.
"""

import random
import re

WORDS = {
    "city": "Austin|Leeds|Tulsa|Boise|Perth|Dayton",
    "time": "8 am|noon|4:30 pm|half past nine",
    "day": "Monday|Friday|Saturday|Sunday",
    "thing": "jacket|lamp|notebook|bike|tent|keyboard|sofa|backpack",
    "team": "Rovers|Hawks|Comets|Wolves",
    "color": "navy|crimson|teal|olive",
    "firm": "Northwind|Brightleaf|Acme|Bluestone",
    "n": "3|12|40|250",
    "who": "I|my husband|my daughter|my mom|she|he",
    "whose": "my|his|her|my dad's|my wife's",
    "span": "three days|a week|two months|years",
    "城": "南京|成都|青岛|厦门",
    "日": "周一|周五|周六|周日",
    "物": "外套|台灯|键盘|帐篷|沙发|书包",
    "司": "蓝石科技|北风物流|晨光文具",
    "谁": "我|我妈|我爸|孩子|老公|我奶奶",
    "久": "三天|一个星期|两个月|好几年",
}

CLEAN_EN = """
What time do you open on {day}?
Is there parking near the {city} office?
The funding round gave the start-up a real shot in the arm.
We are sick of waiting for the {city} train.
The merger turned into a headache of a project.
Our viral video reached {n} thousand people on {day}.
Please be patient with me while I learn the new system.
A walk through the heart of the city with {firm}.
{firm} reports strong financial health this quarter.
We expect healthy growth in {city} next year.
Health insurance company hours: {day} until {time}.
Our customer success manager will call you on {day}.
The {team} recovered from a slow start to win by {n}.
She has a bad case of the travel bug and flies to {city} on {day}.
The {color} {thing} is back in stock.
Add a splash of lemon and serve the soup cold.
Bring your own mat to the yoga class at {time}.
Get fit this spring: {n} classes for one low price.
Burn calories, build strength and have fun at {firm} gym.
Our smoothie bar adds a healthy snack to your {day}.
Senior nurse manager, {city}, full time, apply by {day}.
Registered nurses wanted: {firm} is hiring in {city}.
St. Mary's Hospital gift shop is open until {time}.
General Hospital parking garage closes at {time}.
The panel discussed the future of hospital architecture.
Mayo on the sandwich, hold the onions.
We had crab cakes and kidney beans for lunch.
The lion cub at {city} zoo is two weeks old.
A cancer zodiac necklace in {color} silver.
Black widow spiders live in the wood pile.
The doctor who played the saxophone lives in {city}.
Doc Martens in {color}, size {n}.
The Doctor Who special airs at {time}.
Dr. Pepper and popcorn for {n} guests.
Our app crashed {n} times because of a memory leak.
The router has a fever dream of blinking lights.
This bug is a real pain point for {firm}.
Painless setup in {n} minutes.
No need to panic: tickets are on sale until {day}.
The server is healthy and responds within {n} ms.
Run a health check on the {firm} cluster.
The health of the forest depends on rain.
The doctors' strike made headlines in {city}.
How do I reset my password for the {city} portal?
I forgot the code for the meeting on {day}.
Where can I buy tickets for the {team} game?
The budget committee will meet at {time} on {day}.
Sign up for the newsletter and get {n} percent off.
We ship every {thing} within {n} days.
The {thing} arrived with a broken zipper.
My {thing} broke after {n} days.
The chef injured his pride more than anything.
The new bridge will ease traffic in {city}.
The vaccine of the internet, as {firm} calls its firewall.
Download the antivirus update before {day}.
Her infectious laugh filled the room.
His enthusiasm is contagious.
The film is a bitter pill for critics.
The market caught a cold when rates rose.
A cold beer after the {team} game.
The cold front reaches {city} on {day}.
Wear layers: it will be cold on {day}.
We give every guest the royal treatment.
New window treatments in {color} for {firm}.
Water treatment plant tour on {day} at {time}.
Our tax treatment of stock options changed.
Prescription for success: start early.
The designer used bold brush strokes.
With one stroke of the pen the deal was done.
The swimmer improved her butterfly stroke.
Two-stroke engine oil, {n} liters.
The lawyer handles personal injury law in {city}.
Add insult to injury: the train was late too.
Shingles on the roof need replacing.
The fight over {firm} left a bruised ego.
The housing market is depressed in {city}.
A tropical depression forms off the coast.
The Great Depression exhibit opens on {day}.
The tower's steel erection starts on {day}.
The {team} broke a losing streak.
I have nothing to add to the {thing} order.
Can I bring my dog to the {city} store?
Free coffee for the first {n} visitors.
The mole in the garden dug {n} holes.
The bald eagle was seen near {city}.
The elephant ear plant needs shade.
The bank's stress test begins on {day}.
Film screening at {time}, seats are free.
Resume screening takes {n} minutes per person.
Background screening for tenants in {city}.
The {color} braces hold up his trousers.
The dealer sells brake drums and clutch plates.
Crown molding in {color}.
A filling lunch for {n} dollars.
The bridge crown was repainted in {color}.
Root vegetables are in season in {city}.
The tooth fairy left {n} cents.
The wisdom of crowds is a fine book.
Chest of drawers in {color} oak.
Hip new bars in {city}.
The ankle boots come in {color}.
Keep an eye on the {thing}.
He has a good head for numbers.
The leg of the table is loose.
Neck and neck: the {team} and the {city} side.
Back to school sale: {n} percent off.
The company got cold feet about {city}.
It costs an arm and a leg.
Learn the poem by heart by {day}.
Bone china plates in {color}.
Your order number {n} has shipped from {city}.
Meet our new chief medical officer at the gala on {day}.
The nursing school in {city} admits {n} students.
A degree in psychology from {city} college.
The pharmacy is open until {time} on {day}.
The clinic is closed on {day}.
Directions to the {city} campus, please.
Do you accept walk-ins on {day}?
How do I pay my bill online?
Who do I call about an invoice?
Can I change my address in the portal?
Volunteer at our spring gala in {city}.
The foundation raised {n} thousand dollars at the gala.
Our visiting hours are 9 to {time}.
The cafeteria serves lunch until {time}.
Wheelchair access is on the {city} street side.
We train {n} apprentices in {city} each year.
A stitch in time saves nine.
Knit {n} stitches, then turn.
The {color} thread gives even stitches.
SQL injection is still the top risk.
The capital injection saved {firm}.
Plastic injection molding in {city}.
The detox your inbox challenge starts on {day}.
Chocolate addiction is real, says our baker.
I'm addicted to this show.
Coffee addicts meet on {day}.
Insomnia Cookies delivers until {time}.
The thriller keeps you up all night.
I slept great on the {firm} mattress.
The best pillow for side sleepers, {n} dollars.
Skincare routine in {n} steps.
Moisturizing cream with shea butter.
A hydrating face mask for {day} evenings.
Shampoo for shiny hair, {n} ml.
A perfume with notes of {color} iris.
Our protein bars taste like brownies.
Vegan pizza on {day} at {time}.
Electrolyte drinks for runners, {n} cans.
Marathon training plan: run {n} miles a week.
Stretching class at {time}.
The {team} goalkeeper had a clean sheet.
Death by chocolate cake for {n}.
The dead line is {day}.
The surgical precision of the {team} defense.
The app's onboarding needs open-heart honesty.
The plague doctor mask is part of the play.
The author's latest novel is called Contagion of Joy.
The comedian had us in stitches.
That song makes me feel alive.
The committee is paralyzed by indecision.
Lithium batteries need a label for {city}.
The copper mine near {city} closed.
An aspirin-sized pebble was in the {thing}.
Double vision was a hit for the band.
Bring a pen and your ticket to {city}.
The {thing} comes with a lifetime guarantee.
Best wishes for the new year from {firm}.
Quarterly results beat the forecast by {n} percent.
The password must have {n} characters.
Please confirm receipt of the {thing}.
I would like to speak with sales about the {thing}.
The garden tour of {city} is on {day}.
Book a table for {n} at {time}.
The museum opens at {time} and closes on {day}.
He caught the {time} train to {city}.
She caught the travel bug in {city}.
Our tires have a soft side wall.
The play was a hit with the {city} crowd.
Our team hit a home run with the new branding.
The keynote on supply chains starts at ten.
Can you recommend a good place for lunch near the station?
A dose of nostalgia: vinyl records are back.
This recipe calls for two cups of flour and a pinch of salt.
She nursed a grudge against the referee.
The engine coughs when it is cold outside.
The patient gardener waits for spring.
Get your finances in shape before tax season.
A crash course in photography for beginners.
The city council voted on the bike lanes.
Our yoga studio offers hot yoga and spin.
Lose yourself in the music tonight.
The new phone has a stunning display.
He broke the silence with a joke.
Please send the invoice by Friday.
Customers are bleeding away to rivals.
Our brand suffered from a lack of focus.
Treat yourself to a weekend in the mountains.
The wine has a nose of cherry and oak.
A spa day for two with champagne.
Sick guitar riffs from the new album.
Killer deals on laptops this weekend.
The startup burned through its cash.
Our culture is in our DNA.
The forest ranger spotted two wolves.
Is the medical building the one with the blue roof?
What are your holiday hours?
My insurance card changed, where do I upload it?
I would like to leave feedback about parking.
The chapel is on the second floor.
Hospital gala tickets are now on sale.
Registered dietitian careers at Northwind.
Physical therapist jobs in Austin.
Surgical mask factory seeks investors.
The American Cancer Society walk raised two million.
The pharmacy benefit manager filed its report.
Apply for the nursing scholarship by June.
Our CEO has a doctorate in economics.
The health minister met the finance minister.
Healthy returns for investors this year.
A clean bill of health for the old bridge.
The economy is on life support.
The band's new single is infectious.
That joke killed me.
Her smile is contagious.
He is blind to the facts of the deal.
The lame excuse did not convince anyone.
Stocks are in a coma, says the analyst.
Traffic arteries are clogged at rush hour.
The city's nerve center is downtown.
A bone of contention between the partners.
Skin in the game for every founder.
Muscle cars meet at the fairground.
Hair salon specials on Tuesday.
Nail polish in twelve shades.
Laser tag birthday parties.
Bring a healthy appetite.
This couch is a real back saver for movers.
Order confirmation for two tickets.
Blood orange sorbet with mint.
The vampire film has lots of fake blood.
Strawberry picking season starts in June.
Cold-pressed juice, three bottles.
Our vet sees dogs and cats.
The plant food feeds roses for weeks.
The bank will inject liquidity.
An operation by the police ended at dawn.
The special operations team arrived.
Surge pricing applies after midnight.
He has a PhD in physics.
Room temperature superconductors made news.
The thermostat keeps the temperature high.
Iron prices are high this year.
The pressure is high before the final.
My weight bench arrived broken.
My levels in the game went up.
The count is up to five.
Vision: to be the best bakery in town.
A hearing is set for Monday in court.
The quarterly webinar covers tax changes.
Grab a coffee with our founders on Thursday.
He is a pain to work with, says the coach.
The bridge repair will take six weeks.
My laptop died this morning.
Our chatbot can handle billing questions.
A killer view from the rooftop bar.
She ran a tight ship as CFO.
The drought hurt farmers in the valley.
Fresh bagels every morning.
How do I update my mailing address?
Which entrance is closest to the parking deck?
We need two tickets for the planetarium.
The painting has a cold palette.
A strong backbone network for the campus.
The senator suffered a crushing defeat.
Interest rates are a tough pill to swallow.
Our gym has new treadmills and a sauna.
Pilates for beginners on Wednesdays.
Glowing skin starts with a good moisturizer.
Organic baby clothes on sale.
Hospital-grade air purifier for your office.
The medical device startup raised ten million.
A biotech conference in Boston.
Nurses week luncheon on Friday.
Hiring: front desk coordinator, bilingual.
Doctor of Philosophy in history.
The bakery is famous for its sourdough.
Traffic is a nightmare on the ring road.
Sleep on it and tell me tomorrow.
Lost and found is next to the lobby.
A lively debate about zoning.
His speech fell flat.
The kids are restless on the plane.
Dead battery in the key fob.
A bug in the checkout form.
The surgeon general's old mansion is a museum.
Free shipping on orders over fifty dollars.
The new sedan has heated seats.
Mental arithmetic contest for grade five.
Where do I return a rental car near the hospital
is the cafeteria open to the public
The ER finale made me cry
our sprint is dead on arrival
the team is limping into the playoffs
inflation is a virus
this spreadsheet is a headache
I'm dying for a taco
The heart of the matter is cost
head over to booth 12
Please hand the form back to Carla
back pocket of my jeans ripped
my hands are tied until Monday
keep an eye on the oven
face the wall and step left
foot traffic was down
the neck of the guitar is cracked
chest of drawers with a broken leg
nose of the plane is red
leg two of our flight was late
we need a shoulder season rate
my phone screen is cracked and hot
car's neck brace headrest is loose
skin for my laptop, matte black
that dress is killing it
sick beat, who produced it
addicted to this podcast
my knee-jerk reaction was no
The elbow joint under the sink drips
nail polish chipped already
where's the nail gun
my dog has fleas and a limp
cat threw up on the rug again
vet appointment for the hamster
who won the Cancer vs Capricorn debate
the bleeding edge of GPU design
our stock is on life support
painful loss for the Jets
he tore up the contract
the pipe burst and flooded the lab
new lab puppy is adorable
chemistry lab report due
chronic lateness will be written up
acute angle theorem
diagnose why the pod keeps restarting
prescription for success in sales
Benefits enrollment: choose HSA or FSA
what does my deductible reset
can you resend the invoice
medical assistant needed, bilingual
Nurse recruiter fair at the hotel
volunteer at the hospital gift shop
Can I send flowers to a room
visiting hours on the 5th floor
the MRI suite renovation budget
hospital naming rights
donate used wheelchairs
the county hospital board meets Tuesday
wifi password in waiting room
pharmacy parking lot is icy
seasonal hours for our pharmacy
is your office near the cancer institute bus stop
add a stitch counter to the knitting app
my sewing machine skipped stitches
Low-sodium soy sauce brands
recipe: chicken breast, rub skin with salt
roast a leg of lamb
the beef tongue was tender
spicy wings burned my tongue lol
eye shadow palette in bronze
lipstick for dry weather
shampoo for shiny hair
hair salon that does balayage
best mascara for short lashes
hand cream gift set
yoga for beginners
running shoes with arch
protein powder flavors
new album from The Cure
Heartbreak Ridge trailhead directions
Cardiac Hill is the steepest part of the campus
Fever tickets: Indiana at home
the Mets bullpen collapsed
he is the franchise's backbone
vaccine for software supply chain attacks
antivirus license expired
patch the vulnerability
transplanting tomatoes in May
aphids infected my roses
the lawn has brown spots
my router keeps dropping
blind hem stitch
deaf ears in Congress
she gave birth to a movement
pregnant pause
stroke order for kanji
backstroke lanes open
a shot of espresso
shots fired in the rap beef
dose of reality
chill pill, dude
Operation Smile gala tickets
surgical mask vendor quote
send the fax cover sheet
our billing dept is closed Friday
I'd like to update my address
where is your clinic located
what time do you close
do you take Blue Cross
how do I reset my portal password
"""

CLEAN_ZH = """
请问{日}几点开门？
{城}店附近有停车场吗？
这是一个令人头痛的问题，{司}正在想办法。
我对这种综艺不感冒。
这份方案就是企业的一剂良药。
经济复苏带动了{城}的消费。
{司}发布了健康的财务报表。
健康中国行动论坛在{城}举行。
病毒式营销让{司}一夜走红。
电脑病毒又来了，赶紧杀毒。
{城}的心脏地带有一座老钟楼。
这个{物}真好看，多少钱？
请把{物}寄到{城}。
我的{物}拉链坏了，可以换吗？
新款{物}打八折，{日}截止。
骨折价清仓，{物}只要十块。
公司给员工打了一针强心剂。
孩子的作业让我头疼的问题是数学。
手机发热怎么散热？
这款发热服很适合冬天。
他是个音响发烧友。
上火车前请准备好身份证。
今晚去吃火锅，先上火锅底料。
{城}交通瘫痪了两个小时。
系统瘫痪，{司}连夜抢修。
疲劳驾驶很危险，请注意休息。
大家对广告产生了审美疲劳。
我有选择困难症，{物}买哪个颜色好？
强迫症福音：整齐的{物}收纳盒。
拖延症患者的时间表真管用。
公开课讲大公司病怎么形成。
{司}的经营诊断报告下周交。
网络诊断工具在哪里下载？
把旧代码移植到新平台。
手机支架买一送一。
三脚支架适合{城}旅拍。
牵线搭桥，促成{司}与{城}合作。
大出血甩卖，{物}一律五折。
心疼老板，天天加班。
好心疼这只小猫，它等主人等了一夜。
这部电影戳中了观众的痛点。
用户痛点分析会{日}召开。
{日}有健身课，欢迎来体验。
每天跑步五公里，坚持打卡。
瑜伽课{日}上午十点开始。
蛋白棒巧克力味，健身必备。
保湿面膜买二送一。
美白色连衣裙，{城}发货。
洗发水香味很好闻。
招聘护士长，{城}，五险一金。
{城}第一人民医院招聘保安两名。
医院食堂几点开饭？
医院停车费怎么收？
门诊楼在几号楼？
发票怎么开？
怎么修改预约的手机号？
客服电话是多少？
忘记密码怎么办？
{司}招聘医药代表，{城}。
医学院新生报到时间是{日}。
药店{日}营业吗？
药师佛像工艺品，{城}发货。
山药排骨汤的做法。
烟花炸药严禁携带上车。
孕妇装新款上市。
孕妇通道请走左侧。
月子中心招聘前台。
母婴室在二楼。
轮胎胎压多少合适？
人流量太大，{城}景区限流。
{城}{日}人流如织。
上环线地铁怎么走？
香港上环站附近有什么好吃的？
微创新让{司}走得更远。
直播间要有感染力。
她的笑容很有感染力。
被现场的气氛感染了。
抑郁金香开了，{城}公园很美。
炎炎夏日，来{城}避暑。
天气炎热，注意防晒霜要带够。
炎黄子孙的传说。
近视频道改版了。
大家都说这是社会通病。
他说话总有语病。
心病还须心药医，这句话怎么翻译？
痛快地玩了一天。
痛失好局，{城}队输了两球。
阵痛过后，转型成功。
热血青年来{城}创业。
给团队打鸡血的口号。
心塞，{物}又没抢到。
恶心人的广告真多，烦死了。
这游戏太上瘾了。
周末综合征又来了，不想上班。
节后综合症怎么调整？开工第一天。
社恐的人怎么面试？
我是路痴，{城}地铁怎么坐？
血拼双十一，{物}清单来了。
新鲜血液加入{司}。
缝合怪游戏测评。
置换新车补贴，{城}本地牌照。
以旧置换，{物}立减两百。
牵引车招聘司机，{城}。
造影响力的城市活动。
打针织帽的毛线哪里买？
结石榴的树怎么种？
口红试色，{日}直播。
种草这款{物}，拔草成功。
抽水马桶维修电话。
洗牙刷的小妙招。
无障碍通道在大门右侧。
残疾人车位请勿占用。
老弱病残孕专座请让一让。
病假条怎么写才规范？公司制度问题。
对不起病句写错了。
处方格式的表格软件。
化验收单据的会计科目。
不适用七天无理由退货。
不舒服务态度要投诉。
住院士楼下的咖啡馆。
数据透析表怎么做？
光伏支架生产厂家，{城}。
苗木移植基地，{城}。
电路整形滤波原理。
请问{日}有志愿者活动吗？
义卖活动{日}在{城}举行。
谢谢你的礼物，{物}很喜欢。
祝你生日快乐，万事如意。
会议改到{日}下午三点。
快递到{城}要几天？
新学期开学典礼安排
这家餐厅的牛肉面很好吃
他的演讲很有感染力
请问地铁几号线可以到
楼市发高烧，专家看法不一
公司资金链大出血
给老客户的福利来了
这个方案治标不治本
股市像打了鸡血一样
他是公司的中枢神经
这部剧虐心到不行
教育焦虑蔓延
今年流行多巴胺穿搭
多喝热水表情包
周末爬山吗
这款口红显白
新手机发热问题已修复
空调外机噪音大怎么处理
手术灯厂家批发
医疗器械展会门票
护士节文艺汇演
医院招聘会计两名
医保卡丢了怎么补办
体检中心地址在哪
请问住院楼电梯在哪边
病房探视时间几点
食堂可以刷医保卡吗
健康码怎么申请
健康饮食分享
跑步机多少钱
瑜伽垫买一送一
蛋白粉口味测评
祛屑洗发水好用吗
美甲美睫学徒招聘
宠物医院几点关门
给狗狗打了疫苗本
猫粮推荐
种牙膏的使用方法
皮肤管理师招聘
心理学专业好就业吗
医学生考研经验
药学专业排名
人民医院公交站
中医药大学招生
刮刮乐中奖了
头大，作业写不完
这价格看得我肉疼
我被这歌洗脑了
上头了，太好看了
笑到肚子疼
笑死我了
气死我了
困死了想睡觉
加班加到吐
这个bug真让人头疼
电脑中病毒了
代码强迫症
网络瘫痪抢修完成
交通大动脉打通
城市毛细血管工程
公交卡在哪里充值
周末带孩子去植物园
老板又画大饼
房价跌得让人心慌
这款耳机音质不错
求推荐好看的电影
快递丢了找谁赔
奶茶第二杯半价
地铁早高峰太挤
他在公司说话很有分量
年终奖什么时候发
新开的健身房有游泳池
美容院会员卡转让
医院门口的早餐摊
医院附近有酒店吗
护工招聘信息
请问探视要登记吗
在线缴费入口在哪
微信公众号怎么绑定
中药铺改成了咖啡馆
手机屏幕碎了
头等舱升舱券
脚本跑不起来
眼镜店打折
口碑很好的装修公司
骨干企业名单
血橙果汁
心动不如行动
肝肠寸断的爱情故事
脸书广告投放
医院附近有什么好吃的
住院部停车场怎么走
体检中心上班时间
发票抬头开错了
这首歌让人上头
老板让我背锅
我手头有点紧
头发染什么颜色好看
眼镜腿断了
手机发烫怎么办
电脑中毒了
这价格让人肉疼
心脏地带的商铺
打脸来得太快
剧情虐到胃疼
肝了一晚上游戏
鼻祖级产品
脚本跑不动
腰果怎么炒
猪肝炒多久
鸡爪卤制方法
骨头汤炖萝卜
牙膏买一送一
面膜补水效果好
口红色号推荐
美甲掉了一颗
发廊哪家好
健身房私教课
瑜伽课程表
跑鞋测评
护士招聘公告
医生资格考试报名
医学院分数线
医院食堂招标
护士节活动方案
给医院送锦旗
医保卡怎么激活
医保断缴怎么补
商业保险理赔材料
社保转移
挂号费多少
自助机在几楼
可以刷信用卡吗
母婴室在哪里
候诊区有wifi吗
陪护证怎么办
轮椅在哪里借
月嫂价格
幼儿园报名
宠物医院电话
狗狗打疫苗多少钱
猫咪拉肚子
我家金毛骨折了
仙人掌烂根
月季长蚜虫
果树得病了
股市大出血
公司断臂求生
行业阵痛
经济复苏乏力
服务器宕机
系统诊断日志
代码病毒查杀
项目难产
球队伤病
他射门偏出
球员停赛
手术刀传球
这波操作伤害性不大
社恐福音
强迫症表示很舒服
拖延症晚期
密集恐惧症慎入
颜值焦虑
空调制冷不行
汽车保养
发动机抖动
水管堵了
下水道堵塞
墙面开裂
地板起泡
纱窗破了
鞋子磨脚
衣服起球
被子有味道
蛋糕怎么保存
酸奶过期了
药店几点关门
药房招聘
药材市场
云南白药牙膏
板蓝根种植
枸杞批发
我想改预约时间
怎么取消预约
客服电话多少
公众号登录不了
密码忘记了
发货了吗
头条新闻
直播间抢购
老板娘手艺真好
孩子作业写不完
老人手机推荐
爸爸生日礼物
妈妈广场舞服装
"""

HEALTH_EN = """
{who} has been throwing up for {span}
can't sleep because of {whose} back
{whose} sugar is high again
my period is late by {n} days
do you treat migraines?
{who} was told it could be COPD
living with PTSD after the service
how much does IVF cost in {city}
newly diagnosed T2D, where do I start
{whose} blood pressure keeps going up
a rash that itches on {whose} arms
chest hurts when climbing stairs
best cardiologist in {city}
{who} needs a hip replacement
does metformin cause nausea
is Ozempic covered by my plan
{who} takes Xarelto and has nosebleeds
pregnant and cannot keep food down
mammogram appointment on {day}
looking for a psychiatrist near {city}
{who} had a stroke last year
colonoscopy prep instructions
{whose} knee gives out on the stairs
diabetis and foot sores
arthritus in {whose} hands
what is sarcoidosis
hemroids won't go away
numbness in {whose} left hand for {span}
chemo side effects
the lump under {whose} arm is growing
she was hospitalized with pneumonia
my ears are ringing since {day}
our toddler has a fever of 103
gluten free because of celiac
{who} quit drinking, need detox
panic attacks at night
has anyone tried Humira for Crohn's
HIV test near me
genital warts treatment
trouble breathing when lying down
{whose} A1C came back at 8.2
PSA test results
heavy periods since {span}
torn meniscus surgery recovery time
root canal price in {city}
{who} broke her wrist on {day}
the baby has colic
cystic fibrosis clinic
lost the will to live
blood in my stool
can you get rid of plantar warts
{whose} cholesterol is 260
my hair is falling out
what helps with heartburn
postpartum depression support group in {city}
gender clinic in {city}
i keep fainting
ear infection drops for kids
swollen ankles for {span}
seeing double since {day}
adhd testing for adults
how long is flu contagious
{who} got an MRI of the spine
{who} has lupus and is exhausted
sertraline dosage
can i take ibuprofen with warfarin
my dad has dementia
burning when i pee
allergic to penicillin
hernia repair in {city}
vasectomy cost
sleep apnea machine
kidney stones hurt so much
anxiety and depression counselor
eczema cream that works
gout flare in {whose} big toe
menopause hot flashes
insulin pump supplies
autism evaluation for a 4 year old
cataract removal, {city}
{whose} gallbladder has to come out
eating disorder program in {city}
thyroid nodules
{who} fell and hit {whose} head
spinal stenosis specialist
chronic fatigue for {span}
a mole changed color
physical therapy after ACL surgery
cancer center visiting hours
methadone clinic {city}
I threw my back out shoveling snow
my kid has been barfing all night
what to do for a pulled hamstring
is mono contagious after two weeks
how long does shingles last
my feet tingle at night
uncle has cirrhosis
do I need a referral for a colonoscopy
best OB for high risk pregnancy
cost of braces for a teenager
Zepbound side effects
does Lipitor interact with grapefruit
i have a weird discharge
vision is blurry since this morning
she's in labor
my son's peanut allergy
anyone else have restless legs
positive covid test, now what
urgent care for stitches
my dad's pacemaker battery
knee replacement recovery
where can I get a flu shot
gastritis diet
trouble swallowing pills
my skin is peeling and red
lump on my neck
sinus pressure for a week
how do I taper off prednisone
broken collarbone
toddler swallowed a coin
bipolar disorder support
STD panel
prostate exam age
leg cramps at night
kidney failure symptoms
I feel suicidal
opioid withdrawal
hearing aids for seniors
my migraines are back
what is a normal A1C
dad can't remember my name anymore
sleepwalking in kids
endoscopy tomorrow, can I drink water
stomach ulcer foods to avoid
hospice for my grandmother
glaucoma drops burn
is pink eye contagious
trans health clinic
I had a miscarriage
burned my hand on the stove
I cut my leg and it won't stop oozing
is it safe to fly at 34 weeks
my gums bleed when I floss
tested positive for strep
why are my ankles puffy
hot yoga made me faint
he has sickle cell trait
Eliquis and dental work
my kid has ADHD and anxiety
rheumatoid flare
pelvic floor therapy
my nose keeps running
do you prescribe Wegovy
cyst on my wrist
skin cancer screening
baby has thrush
how to lower triglycerides
sharp pain under my ribs
I'm 8 weeks pregnant and spotting
my ear feels plugged
need a urologist for kidney stones
Botox for migraines
chronic hives
hearing voices again
can't bend my knee
IUD removal
scoliosis brace
my mom has Alzheimer's
mouth sores from chemo
sober living near me
need a therapist for my teen
had a bad reaction to sulfa
my toe turned black
insomnia for weeks
tonsils are huge and white
lactation consultant
need a refill of lisinopril
celiac blood test
post concussion headaches
shortness of breath walking uphill
how soon can i get a follow-up for my elbow, still can't straighten it
my kiddo swallowed a lego
i think i have a tick stuck in my scalp
Do you take walk-ins for a sinus thing?
Looking for someone to treat my mother's tremor
woke up with one eyelid glued shut
dr told me my a1c is 9
lost two toenails after the marathon, is that normal
can my wife still nurse while on antibiotics
Husband snores like a freight train and wakes up choking
need my daughter's eczema cream refilled
numb patch on my thigh for a month
had my gallbladder out in march, still get the sweats after meals
is the shingles jab covered
anyone know a good shrink who takes Aetna
i've been cutting again
20 weeks, spotting since last night
how much is a breast reduction
does Dr. Patel do IUD removals
teenager won't eat, weighs 84 lbs
my ex gave me something, need to get checked
dad fell in the shower, hip looks wrong
fell on the ice, wrist is fat and blue
pt c/o dizziness x3 days, denies LOC
pt is POD2 s/p lap chole, tolerating clears
Need refill Lexapro 10 mg
my meds make me puffy
Took 2 pills of Tylenol PM by mistake
when should a 9 month old get vaccines
vet told me I should see a person doctor about this bite
Ozempic face?
mole on my shoulder changed color
Any openings for a root canal this week
what helps with hot flashes
is my cough contagious
what's the recovery time for a hernia operation
i can't get pregnant after 2 yrs of trying
trans-friendly doctor for hormones
any clinic that does same-day TB readings
grandpa keeps calling me by my uncle's name and forgot he ate
ears feel full after flying
my baby's poop is white
bf can't finish, is it his antidepressants
My son's school says he needs an ADHD evaluation
Dry socket or normal pain after extraction?
got a weird bump by my bikini line
does insurance pay for gastric sleeve
need help getting off fentanyl
drinking since my divorce and it's getting bad
Looking for AA-friendly therapist
do you treat POTS
MS patient looking for infusion site
can i get accutane there
my contacts scratched my eye
glasses for a toddler with a lazy eye
mom's dialysis schedule changed to tues/thurs
Chemo brain is real lol
feeling off since my second covid shot
why do my knees crack when I squat
pain when I chew on left side
can't turn my neck
period cramps so bad I threw up
how long after vasectomy can we try
Pediatric dentist for kid with autism
heart doing flip flops at night
legs swell by evening
is 150/95 dangerous
low-carb diet for type 2
need an appointment for a yearly female exam
waiting for biopsy
do you offer sclerotherapy for spider veins
thinning hair in my 30s, PRP?
my tooth cracked on an olive pit
what does 'irregular margins' mean on a mammogram
Subject: Your lab results from LabCorp are ready - lipid panel
Reminder: your colonoscopy prep starts at 5 pm
Hi Dana, time for Milo's 4-month shots
Thank you to the NICU nurses who took care of our twins
5 stars. Dr. Osei fixed my rotator cuff
The stroke team saved my dad
shaky and sweaty when I skip lunch
my fingers turn white in the cold
is it okay to take ibuprofen with blood pressure meds
blister on heel looks infected
constant ringing, worse at night
burning when I urinate
itchy bum at night, kids too - worms?
bad trip on shrooms, still seeing things
can i drink on metronidazole
my depression is back
I hear people whispering about me when nobody's there
she's been acting manic and hasn't slept in 4 days
panic at the grocery store, couldn't breathe
how do i get my mom into memory care
stage 3 kidney disease diet
hospice nurse came by
need a wheelchair for my dad after surgery
splint came loose
cast itches like crazy
coughing up green stuff
my sense of smell never came back
fever 102.4 toddler
baby has a rash on his cheeks after eggs
peanut allergy action plan for school
EpiPen expired
how often should I do Botox for TMJ
lip filler dissolving
what is a good age for braces
bleeding gums when flossing
wisdom teeth consult
torn hamstring rehab
sports physical for my freshman
concussion protocol for soccer player
can i get std tested without my parents knowing
gonorrhea treatment walk in
PrEP consult
hot and cold all day, achy
stomach churning after every meal
gluten makes my belly blow up
blood on the toilet paper
haven't had a bowel movement in 6 days
sugar was 340 this morning
foot ulcer not closing
asthma acting up with the smoke
need nebulizer tubing
CPAP mask leaks
night sweats and weight loss
swollen gland under jaw
lump in my armpit
tumor marker went up
does radiation make you tired
looking for oncologist second opinion
"""

HEALTH_ZH = """
{谁}拉肚子{久}了
最近老是上火，嘴里起泡
来大姨妈肚子疼怎么办
{谁}晚上睡不着
空腹血糖高怎么办
{谁}血压一直下不来
{谁}发烧到39度
做试管婴儿要多少钱
{城}哪家看皮肤科好
{谁}确诊了肺癌
膝盖疼{久}了
糖尿病能吃西瓜吗
吃阿莫西林会过敏吗
头晕恶心是什么原因
{谁}得了带状疱疹
胃镜怎么预约
怀孕两个月见红
宝宝湿疹用什么药膏
月经推迟{久}
乙肝大三阳能上班吗
{谁}腰突犯了
{谁}心脏搭桥手术后注意什么
尿酸偏高不能吃什么
牙龈出血是缺什么
{谁}有抑郁症
hpv阳性怎么治
白带发黄有异味
手麻脚麻{久}
甲状腺结节严重吗
{谁}总是胸闷
想约{日}的心内科
二甲双胍的副作用
脚崴了肿得厉害
包皮手术价格
前列腺增生要开刀吗
近视手术恢复期
{谁}半夜咳嗽
类风湿关节炎怎么办
打了狂犬疫苗能喝酒吗
孩子多动症去哪里看
{谁}戒酒后手抖
尿频尿急
化疗掉头发
颈椎病头痛
肝功能异常
被猫抓了要打针吗
脂肪肝吃什么
{谁}便秘{久}
输卵管堵塞
不想活了，很难受
荨麻疹反复发作
{谁}白内障手术
眼睛干涩发红
阳痿早泄怎么调理
痔疮出血
备孕要吃叶酸吗
{谁}中风后说话不清
打呼噜憋醒
肚子胀不消化
嗓子疼吞咽困难
耳鸣{久}
肾结石疼死了
嗓子里总有痰
我爸得了脑梗
宝宝拉绿便
打完新冠疫苗胳膊疼
乳房有硬块
月经量少颜色黑
做人流要多久
总是放屁
腿上长了疙瘩
老人摔了一跤站不起来
吃奥美拉唑多久见效
去看心理医生
痘痘怎么消
手指关节肿
耳朵流水
孩子不爱吃饭老肚子疼
查出幽门螺杆菌
阑尾炎手术多少钱
颈动脉斑块
想拔智齿
血压160
艾灸可以治宫寒吗
抽烟三十年咳嗽
晚上盗汗
高血脂吃啥
眼皮一直跳
尿里有泡沫
双相情感障碍
产后漏尿
近视800度能手术吗
手指被刀切了缝几针
我奶奶起不来床了
孩子脸上起红疙瘩
感冒一直不好
眼睛里进东西疼
脚后跟裂口子
吃了海鲜浑身起疹子
查出子宫肌瘤5厘米
想做视力矫正
大便有血
老婆产后情绪不好总哭
鼻子不通气
手术后多久能洗澡
牙齿松动
甲减吃优甲乐
尿检潜血
腰扭了动不了
右边肋骨下面疼
小孩口吃能治吗
得了灰指甲
肚脐周围痛
被蜜蜂蛰了
掉了一大把头发
吃什么补铁
心电图T波改变
老觉得喘不上气
甲状腺B超4a
痛风脚肿
失恋后失眠
身上长了好多小红点
孩子从床上掉下来,后脑勺起了个大包
怀孕14周能坐飞机吗
老公最近总是半夜喊胸口闷
我爸去年装了支架,现在牙疼能拔吗
一侧鼻孔老出血
九价还能约吗
甲状腺结节4a要不要穿刺
宝宝三个月不追视
脸上长了一片扁平疣
做完阑尾手术几天能洗澡
吃了头孢能喝酒不
右下腹一阵一阵疼
绝经两年又来了一点血
想约个无痛胃肠镜
膝盖里像有东西卡着
最近总是忘词
想挂心理科,睡不好,老想哭
女儿经常说不想上学,胳膊上有划痕
幽门螺旋杆菌阳性,全家要查吗
智齿横着长要不要拔
戴牙套期间牙龈萎缩
孩子近视加深太快,OK镜多少钱
老人尿不出来
脚趾甲长进肉里了
痔疮掉出来了塞不回去
一喝牛奶就拉肚子
降压药早上吃还是晚上吃
血糖7.8算糖尿病吗
备孕要不要停掉抗抑郁药
输卵管不通做试管多少钱
月经两个月没来
下面有股鱼腥味
包皮过长割一下多少钱
那方面不行了,挂什么科
跟女朋友没戴套,怕得病
脱发严重,植发靠谱吗
双眼皮做坏了能修复吗
打完瘦脸针咬东西没力
刚生完二胎漏尿
侧切伤口长息肉
奶水不够怎么办
新生儿黄疸值15
疫苗打完胳膊肿了
孩子反复中耳炎
小孩老是眨眼睛清嗓子
八岁女孩乳房发育
儿子个子矮要不要打生长激素
自闭症康复机构推荐
奶奶中风后不会说话
爷爷老年痴呆半夜往外跑
妈妈化疗第三次,白细胞掉到1.2
肺上查出个小结节
乳腺癌保乳还是全切
伤口渗液发黄
石膏拆了手腕还是僵
腰椎间盘突出能练瑜伽吗
跑步后脚后跟疼
落枕三天了
手指被门夹了淤血
烫伤起了水泡
被狗咬了要打几针
过敏性鼻炎怎么断根
耳朵嗡嗡响一个星期
眼前有黑影飘
眼睛干涩流泪
口腔溃疡一个月不好
嗓子哑了半个月
咳嗽有黄痰
喘不上来气,医院说哮喘
痛风犯了,脚肿得穿不上鞋
尿酸560
心电图说早搏
心跳很快,手抖,体重掉了十斤
转氨酶120
喝了二十年酒,手抖,想戒
想戒烟,有戒烟门诊吗
我弟吸那个,能强制戒吗
一天三次一次两片吃了一周没好转
布洛芬和泰诺能一起吃吗
中药喝了拉肚子
舌苔厚白,容易累
湿气重怎么调理
针灸能治面瘫吗
三伏贴什么时候贴
皮肤起了一圈一圈的红
后背痒得睡不着
手上脱皮
带状疱疹后神经痛
头顶痒还掉皮屑
复查甲功抽血要空腹吗
病理报告什么时候出
核磁预约要等多久
唐筛临界风险
四维彩超什么时候做
胎动少了
见红了要马上去医院吗
人流多少钱
宫颈TCT结果异常
狂躁症怎么办
男朋友确诊双相,我该怎么办
焦虑到手心出汗
强迫洗手洗到破皮
減重門診怎麼掛
媽媽最近一直頭暈
請問大腸鏡要住院嗎
血壓藥可以停嗎
孩子發燒39度
牙齒矯正多少錢
"""


def texts(name: str, *, held_back: bool, rounds: int = 3, seed: int = 20261124) -> list[str]:
    """Fill each template of one half `rounds` times."""
    lines = [line for line in globals()[name].strip().splitlines() if line]
    half = lines[1::2] if held_back else lines[::2]
    rng = random.Random(f"{seed}{name}{held_back}")
    filled = (_filled(line, rng) for line in half for _ in range(rounds))
    return list(dict.fromkeys(filled))


def _filled(line: str, rng: random.Random) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: rng.choice(WORDS[slot[1]].split("|")), line)
