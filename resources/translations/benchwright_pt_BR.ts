<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>AccuracyDialog</name>
    <message>
        <source>All %1 variants of %2</source>
        <translation>Todas as %1 variantes de %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Go on where the same set was stopped</source>
        <translation>Continuar onde o mesmo conjunto parou</translation>
    </message>
    <message>
        <source>Labelled set</source>
        <translation>Conjunto rotulado</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medir</translation>
    </message>
    <message>
        <source>Measure accuracy</source>
        <translation>Medir acurácia</translation>
    </message>
    <message>
        <source>On this computer: how many samples each variant gets right at its first guess, by LiteRT&apos;s reference kernels. On a board: every input there and on the host too, with all metrics and where they disagree.</source>
        <translation>Neste computador: quantas amostras cada variante acerta no primeiro palpite, pelos kernels de referência do LiteRT. Em uma placa: cada entrada lá e também no computador, com todas as métricas e onde discordam.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>neste computador</translation>
    </message>
</context>
<context>
    <name>AccuracyTab</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 on %2 (%3) · set %4, sha256 %5 · %6 inputs, %7 a second, transfer included</source>
        <translation>%1 em %2 (%3) · conjunto %4, sha256 %5 · %6 entradas, %7 por segundo, com a transferência</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Board and host agree on every input.</source>
        <translation>Placa e computador concordam em todas as entradas.</translation>
    </message>
    <message>
        <source>Board and host disagree on %1 inputs:</source>
        <translation>Placa e computador discordam em %1 entradas:</translation>
    </message>
    <message>
        <source>Bytes that differ</source>
        <translation>Bytes diferentes</translation>
    </message>
    <message>
        <source>F1, by samples</source>
        <translation>F1, por amostras</translation>
    </message>
    <message>
        <source>F1, mean of classes</source>
        <translation>F1, média das classes</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Computador</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Inputs on which board and host disagree</source>
        <translation>Entradas em que placa e computador discordam</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Rótulo</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Erro quadrático médio</translation>
    </message>
    <message>
        <source>Measure accuracy on the Models page, and choose the board there.</source>
        <translation>Meça a acurácia na página Modelos e escolha lá a placa.</translation>
    </message>
    <message>
        <source>No labelled set was run on this board with this model.</source>
        <translation>Nenhum conjunto rotulado foi executado nesta placa com este modelo.</translation>
    </message>
    <message>
        <source>ROC AUC</source>
        <translation>AUC ROC</translation>
    </message>
    <message>
        <source>The host did not answer: its library has not been built.</source>
        <translation>O computador não respondeu: a biblioteca dele não foi compilada.</translation>
    </message>
    <message>
        <source>Top-1</source>
        <translation>Top-1</translation>
    </message>
    <message>
        <source>Top-1, 95 %</source>
        <translation>Top-1, 95 %</translation>
    </message>
    <message>
        <source>Top-5</source>
        <translation>Top-5</translation>
    </message>
    <message>
        <source>board</source>
        <translation>placa</translation>
    </message>
    <message>
        <source>host</source>
        <translation>computador</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como o sistema</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Cores</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Confortável</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compacta</translation>
    </message>
    <message>
        <source>Ctrl+Shift+T switches between dark and light.</source>
        <translation>Ctrl+Shift+T alterna entre escuro e claro.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densidade</translation>
    </message>
    <message>
        <source>How close rows and controls stand.</source>
        <translation>A distância entre linhas e controles.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Reduzir movimento</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Tamanho do texto</translation>
    </message>
</context>
<context>
    <name>ArenaChart</name>
    <message>
        <source>%1 alive</source>
        <translation>%1 vivos</translation>
    </message>
    <message>
        <source>%1 · %2 places, arena %3; side by side its tensors would take %4</source>
        <translation>%1 · %2 lugares, arena %3; lado a lado os tensores ocupariam %4</translation>
    </message>
    <message>
        <source>Address in the arena</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Arena map</source>
        <translation>Mapa da arena</translation>
    </message>
    <message>
        <source>Choose a variant and a board to see who lives where in the arena.</source>
        <translation>Escolha uma variante e uma placa para ver quem ocupa cada parte da arena.</translation>
    </message>
    <message>
        <source>First op</source>
        <translation>Primeiro op.</translation>
    </message>
    <message>
        <source>Last op</source>
        <translation>Último op.</translation>
    </message>
    <message>
        <source>Offset (B)</source>
        <translation>Deslocamento (B)</translation>
    </message>
    <message>
        <source>Op, in order of execution</source>
        <translation>Operador, em ordem de execução</translation>
    </message>
    <message>
        <source>Overwrites</source>
        <translation>Sobrescreve</translation>
    </message>
    <message>
        <source>Size (B)</source>
        <translation>Tamanho (B)</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>The arena takes %1. It is fullest during op %2, %3, with %4 alive.</source>
        <translation>A arena ocupa %1. O pico é no operador %2, %3, com %4 vivos.</translation>
    </message>
    <message>
        <source>alive during ops %1 to %2</source>
        <translation>vivo nos operadores %1 a %2</translation>
    </message>
    <message>
        <source>arena %1</source>
        <translation>arena %1</translation>
    </message>
    <message>
        <source>between ops</source>
        <translation>entre operadores</translation>
    </message>
    <message>
        <source>bytes %1 to %2</source>
        <translation>bytes %1 a %2</translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>kept for the next inference</source>
        <translation>mantido para a próxima inferência</translation>
    </message>
    <message>
        <source>output</source>
        <translation>saída</translation>
    </message>
    <message>
        <source>overwrites %1 while it is read</source>
        <translation>sobrescreve %1 enquanto é lido</translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message>
        <source>%1 devices</source>
        <translation>%1 dispositivos</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>1 device</source>
        <translation>1 dispositivo</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Jobs that have ended</source>
        <translation>Tarefas encerradas</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Liberar</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>Liberar %1</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Relatório…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Single runs</source>
        <translation>Execuções avulsas</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stops at the next safe point. What is not done can be resumed.</source>
        <translation>Para no próximo ponto seguro. O que faltar pode ser retomado.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Takes out every job that was not done; runs stay.</source>
        <translation>Retira todas as tarefas não concluídas; as execuções ficam.</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>faltam cerca de %1</translation>
    </message>
    <message>
        <source>run by process %1, another program</source>
        <translation>executado pelo processo %1, outro programa</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>parando …</translation>
    </message>
</context>
<context>
    <name>BatchConductor</name>
    <message>
        <source>A batch was not finished: %1 of %2 jobs are done.</source>
        <translation>Um lote não foi concluído: %1 de %2 tarefas estão prontas.</translation>
    </message>
    <message>
        <source>Batch %1/%2</source>
        <translation>Lote %1/%2</translation>
    </message>
    <message>
        <source>Batch: %1 of %2 jobs were measured.</source>
        <translation>Lote: %1 de %2 tarefas foram medidas.</translation>
    </message>
    <message>
        <source>Release and go on</source>
        <translation>Liberar e continuar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>The rest can be resumed.</source>
        <translation>O restante pode ser retomado.</translation>
    </message>
    <message>
        <source>The rest waits for %1, set aside.</source>
        <translation>O restante espera por %1, que ficou de lado.</translation>
    </message>
    <message>
        <source>The rest waits for %1.</source>
        <translation>O restante espera por %1.</translation>
    </message>
</context>
<context>
    <name>BatteryLine</name>
    <message>
        <source>Battery</source>
        <translation>Bateria</translation>
    </message>
    <message>
        <source>Simulated: the current is made up, and so is this.</source>
        <translation>Simulado: a corrente é inventada, e isto também.</translation>
    </message>
    <message>
        <source>The marked stretch over and over: %1. Its current is the battery&apos;s; no regulator is reckoned.</source>
        <translation>O trecho marcado repetido sem parar: %1. A corrente dele é a da bateria; nenhum regulador é considerado.</translation>
    </message>
</context>
<context>
    <name>BatteryPanel</name>
    <message>
        <source>Battery</source>
        <translation>Bateria</translation>
    </message>
    <message>
        <source>Battery life</source>
        <translation>Duração da bateria</translation>
    </message>
    <message>
        <source>One inference every</source>
        <translation>Uma inferência a cada</translation>
    </message>
    <message>
        <source>One inference every, seconds</source>
        <translation>Uma inferência a cada, segundos</translation>
    </message>
    <message>
        <source>Regulator&apos;s efficiency, per cent</source>
        <translation>Eficiência do regulador, por cento</translation>
    </message>
    <message>
        <source>Sleep current, microamperes</source>
        <translation>Corrente em repouso, microampères</translation>
    </message>
    <message>
        <source>as measured idle</source>
        <translation>como medida em espera</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>em repouso</translation>
    </message>
    <message>
        <source>no switching regulator</source>
        <translation>sem regulador chaveado</translation>
    </message>
    <message>
        <source>on</source>
        <translation>em</translation>
    </message>
    <message>
        <source>regulator</source>
        <translation>regulador</translation>
    </message>
</context>
<context>
    <name>BenchLayout</name>
    <message>
        <source>Add a network or lab board</source>
        <translation>Adicionar uma placa da rede ou do laboratório</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel flashing</source>
        <translation>Cancelar a gravação</translation>
    </message>
    <message>
        <source>Cancel while flash is being written?</source>
        <translation>Cancelar durante a gravação da flash?</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Cancelando …</translation>
    </message>
    <message>
        <source>Done in %1.</source>
        <translation>Pronto em %1.</translation>
    </message>
    <message>
        <source>Drop a .tflite file here to begin.</source>
        <translation>Solte um arquivo .tflite aqui para começar.</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>It appears here by itself. No board at hand?</source>
        <translation>Ela aparece aqui sozinha. Sem placa à mão?</translation>
    </message>
    <message>
        <source>Keep flashing</source>
        <translation>Continuar gravando</translation>
    </message>
    <message>
        <source>Nothing was measured on this board yet.</source>
        <translation>Nada foi medido nesta placa ainda.</translation>
    </message>
    <message>
        <source>Plug in a board.</source>
        <translation>Conecte uma placa.</translation>
    </message>
    <message>
        <source>Press F5 to flash the model and measure it.</source>
        <translation>Pressione F5 para gravar o modelo e medi-lo.</translation>
    </message>
    <message>
        <source>Start a virtual %1</source>
        <translation>Iniciar %1 virtual</translation>
    </message>
    <message>
        <source>Starting %1 …</source>
        <translation>Iniciando %1 …</translation>
    </message>
    <message>
        <source>The board will need to be flashed again before it can run a model.</source>
        <translation>A placa terá de ser gravada de novo antes de rodar um modelo.</translation>
    </message>
    <message>
        <source>Try with a virtual board</source>
        <translation>Experimentar com uma placa virtual</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>Aguardando …</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>faltam cerca de %1</translation>
    </message>
</context>
<context>
    <name>BenchPage</name>
    <message>
        <source>%1 is back.</source>
        <translation>%1 voltou.</translation>
    </message>
    <message>
        <source>%1 is ready to flash.</source>
        <translation>%1 está pronto para gravar.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>Exportar relatório…</translation>
    </message>
    <message>
        <source>Flash and test</source>
        <translation>Gravar e testar</translation>
    </message>
    <message>
        <source>Flash anyway and test</source>
        <translation>Gravar mesmo assim e testar</translation>
    </message>
    <message>
        <source>Flash only</source>
        <translation>Só gravar</translation>
    </message>
    <message>
        <source>Go to the boards</source>
        <translation>Ir para as placas</translation>
    </message>
    <message>
        <source>MLPerf Tiny…</source>
        <translation>MLPerf Tiny…</translation>
    </message>
    <message>
        <source>Models (*.tflite)</source>
        <translation>Modelos (*.tflite)</translation>
    </message>
    <message>
        <source>No board is selected</source>
        <translation>Nenhuma placa selecionada</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Abrir um modelo</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Abrir um arquivo de modelo…</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>Lendo %1 …</translation>
    </message>
    <message>
        <source>Set as baseline</source>
        <translation>Definir como linha de base</translation>
    </message>
    <message>
        <source>Start a virtual board</source>
        <translation>Iniciar uma placa virtual</translation>
    </message>
    <message>
        <source>Which board is this?…</source>
        <translation>Que placa é esta?…</translation>
    </message>
</context>
<context>
    <name>BoardChoice</name>
    <message>
        <source>  ·  likely</source>
        <translation>  ·  provável</translation>
    </message>
    <message>
        <source>Ask its firmware</source>
        <translation>Perguntar ao firmware</translation>
    </message>
    <message>
        <source>Ask the chip</source>
        <translation>Perguntar ao chip</translation>
    </message>
    <message>
        <source>Asks the bootloader or the debug probe; this may restart the board</source>
        <translation>Pergunta ao bootloader ou à sonda de depuração; isso pode reiniciar a placa</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Placas</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Esquecer</translation>
    </message>
    <message>
        <source>It has no serial number of its own: your answer is kept for this USB socket.</source>
        <translation>Não tem número de série próprio: sua resposta fica guardada para esta porta USB.</translation>
    </message>
    <message>
        <source>Part of the board&apos;s name</source>
        <translation>Parte do nome da placa</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Lembrar</translation>
    </message>
    <message>
        <source>Type a part of its name</source>
        <translation>Digite parte do nome</translation>
    </message>
    <message>
        <source>Which board is this?</source>
        <translation>Que placa é esta?</translation>
    </message>
    <message>
        <source>Writes a question to the port</source>
        <translation>Envia uma pergunta pela porta</translation>
    </message>
    <message>
        <source>Your answer is kept for this port.</source>
        <translation>A sua resposta fica guardada para esta porta.</translation>
    </message>
    <message>
        <source>Your answer is kept for this serial number.</source>
        <translation>Sua resposta fica guardada para este número de série.</translation>
    </message>
</context>
<context>
    <name>BoardsSection</name>
    <message>
        <source>%1, your own</source>
        <translation>%1, sua</translation>
    </message>
    <message>
        <source>A folder with a board.toml in %1 is a board too.</source>
        <translation>Uma pasta com um board.toml em %1 também é uma placa.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Add this USB identity</source>
        <translation>Adicionar esta identidade USB</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Board files that are left out</source>
        <translation>Arquivos de placa deixados de fora</translation>
    </message>
    <message>
        <source>Board of this USB identity</source>
        <translation>Placa desta identidade USB</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Placas</translation>
    </message>
    <message>
        <source>Copy udev rules</source>
        <translation>Copiar regras udev</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Flashed by</source>
        <translation>Gravada por</translation>
    </message>
    <message>
        <source>Left out: %1, key %2. %3</source>
        <translation>Deixado de fora: %1, chave %2. %3</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Shown so far</source>
        <translation>Demonstrado até agora</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Fontes</translation>
    </message>
    <message>
        <source>Type vendor and product in hex, such as 10c4:ea60.</source>
        <translation>Digite fabricante e produto em hexadecimal, como 10c4:ea60.</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>USB identity</source>
        <translation>Identidade USB</translation>
    </message>
    <message>
        <source>USB identity, vendor and product</source>
        <translation>Identidade USB, fabricante e produto</translation>
    </message>
    <message>
        <source>is</source>
        <translation>é</translation>
    </message>
</context>
<context>
    <name>BudgetEditor</name>
    <message>
        <source>%1 at least</source>
        <translation>%1 no mínimo</translation>
    </message>
    <message>
        <source>%1: enter a number above 0, such as 18.5.</source>
        <translation>%1: digite um número acima de 0, como 18.5.</translation>
    </message>
    <message>
        <source>An empty field is no budget. Remembered for this model on this board.</source>
        <translation>Um campo vazio é sem orçamento. Lembrado para este modelo nesta placa.</translation>
    </message>
    <message>
        <source>Budget of %1 in %2</source>
        <translation>Orçamento de %1 em %2</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Orçamentos</translation>
    </message>
    <message>
        <source>Budgets of %1 on %2</source>
        <translation>Orçamentos de %1 em %2</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>%1 as table</source>
        <translation>%1 como tabela</translation>
    </message>
    <message>
        <source>Show %1 as table</source>
        <translation>Mostrar %1 como tabela</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Mostrar como tabela</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>   median of %1   </source>
        <translation>   mediana de %1   </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation>%1, simulada</translation>
    </message>
    <message>
        <source>95 % within %1 – %2</source>
        <translation>95 % entre %1 e %2</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Accuracy on the board, %1</source>
        <translation>Acurácia na placa, %1</translation>
    </message>
    <message>
        <source>Accuracy, %1</source>
        <translation>Acurácia, %1</translation>
    </message>
    <message>
        <source>Area: %1</source>
        <translation>Área: %1</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Colour and shape: %1</source>
        <translation>Cor e forma: %1</translation>
    </message>
    <message>
        <source>Colour: %1</source>
        <translation>Cor: %1</translation>
    </message>
    <message>
        <source>EMULATED · virtual time, exact counts</source>
        <translation>EMULADO · tempo virtual, contagens exatas</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Energy, simulated</source>
        <translation>Energia, simulada</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>HARDWARE · measured on the board</source>
        <translation>HARDWARE · medido na placa</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>NATIVE · on this computer</source>
        <translation>NATIVO · neste computador</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>Validade</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>all equal</source>
        <translation>todas iguais</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>no mínimo %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>orçamento %1</translation>
    </message>
    <message>
        <source>exact count</source>
        <translation>contagem exata</translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation>n = %1</translation>
    </message>
    <message>
        <source>n = %1 in %2 windows</source>
        <translation>n = %1 em %2 janelas</translation>
    </message>
    <message>
        <source>n = %1 means over %2 in %3 windows</source>
        <translation>n = %1 médias de %2 em %3 janelas</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>sem amostras</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>não medido</translation>
    </message>
    <message>
        <source>not measured: %1</source>
        <translation>não medidas: %1</translation>
    </message>
    <message>
        <source>± half the 95 % interval of the median</source>
        <translation>± metade do intervalo de 95 % da mediana</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Paleta de comandos</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Digite um comando</translation>
    </message>
</context>
<context>
    <name>CompareLayout</name>
    <message>
        <source>%1 of %2 runs cannot be compared with the baseline; their rows say why.</source>
        <translation>%1 de %2 execuções não podem ser comparadas com a linha de base; as linhas dizem por quê.</translation>
    </message>
    <message>
        <source>%1 wins: %2 (%3)</source>
        <translation>%1 vence: %2 (%3)</translation>
    </message>
    <message>
        <source>A link to this view, or a picture of it</source>
        <translation>Um link para esta visão, ou uma imagem dela</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Linha de base</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Orçamentos</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Cor</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>Acumulada</translation>
    </message>
    <message>
        <source>Diff only</source>
        <translation>Só diferenças</translation>
    </message>
    <message>
        <source>Distributions</source>
        <translation>Distribuições</translation>
    </message>
    <message>
        <source>Distributions, trend, all metrics and ops</source>
        <translation>Distribuições, tendência, todas as métricas e operadores</translation>
    </message>
    <message>
        <source>Leaves out metrics in which all runs are the same</source>
        <translation>Omite as métricas em que todas as execuções são iguais</translation>
    </message>
    <message>
        <source>Leaves out what another run beats in both metrics</source>
        <translation>Omite o que outra execução supera nas duas métricas</translation>
    </message>
    <message>
        <source>Mark this run as the baseline</source>
        <translation>Marcar esta execução como linha de base</translation>
    </message>
    <message>
        <source>Metric across</source>
        <translation>Métrica na horizontal</translation>
    </message>
    <message>
        <source>Metric up</source>
        <translation>Métrica na vertical</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Métricas</translation>
    </message>
    <message>
        <source>Nothing beats the baseline in these metrics.</source>
        <translation>Nada supera a linha de base nestas métricas.</translation>
    </message>
    <message>
        <source>Ops</source>
        <translation>Operadores</translation>
    </message>
    <message>
        <source>Pareto only</source>
        <translation>Só Pareto</translation>
    </message>
    <message>
        <source>Pick for me …</source>
        <translation>Escolher por mim…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Share view</source>
        <translation>Compartilhar visão</translation>
    </message>
    <message>
        <source>Shows or hides the list of runs</source>
        <translation>Mostra ou oculta a lista de execuções</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Tendência</translation>
    </message>
    <message>
        <source>What this model may cost on this board; drawn as dashed lines</source>
        <translation>O que este modelo pode custar nesta placa; desenhado como linhas tracejadas</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>baseline %1</source>
        <translation>linha de base %1</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>%1 runs of this view are not in the database.</source>
        <translation>Execuções desta visão que não estão no banco de dados: %1.</translation>
    </message>
    <message>
        <source>Choose what the colour of marks says</source>
        <translation>Escolher o que a cor das marcas diz</translation>
    </message>
    <message>
        <source>Choose what the size of marks says</source>
        <translation>Escolher o que o tamanho das marcas diz</translation>
    </message>
    <message>
        <source>Compare all found runs</source>
        <translation>Comparar todas as execuções encontradas</translation>
    </message>
    <message>
        <source>Compare the newest versions</source>
        <translation>Comparar as versões mais novas</translation>
    </message>
    <message>
        <source>Compare with another baseline</source>
        <translation>Comparar com outra linha de base</translation>
    </message>
    <message>
        <source>Differences only, or all metrics</source>
        <translation>Só diferenças, ou todas as métricas</translation>
    </message>
    <message>
        <source>Enter budgets …</source>
        <translation>Definir orçamentos…</translation>
    </message>
    <message>
        <source>Go to the bench</source>
        <translation>Ir para a bancada</translation>
    </message>
    <message>
        <source>Mark as baseline</source>
        <translation>Marcar como linha de base</translation>
    </message>
    <message>
        <source>Mark the baseline in the database</source>
        <translation>Marcar a linha de base no banco de dados</translation>
    </message>
    <message>
        <source>Measure two versions of a model, and see here which one wins.</source>
        <translation>Meça duas versões de um modelo e veja aqui qual vence.</translation>
    </message>
    <message>
        <source>Pareto only, or all</source>
        <translation>Só Pareto, ou todas</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Share the view …</source>
        <translation>Compartilhar a vista …</translation>
    </message>
    <message>
        <source>Show in Runs</source>
        <translation>Mostrar em Execuções</translation>
    </message>
    <message>
        <source>Show or hide the list of runs</source>
        <translation>Mostrar ou ocultar a lista de execuções</translation>
    </message>
    <message>
        <source>There is nothing to compare yet.</source>
        <translation>Ainda não há nada para comparar.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>%1, n = %2</source>
        <translation>%1, n = %2</translation>
    </message>
    <message>
        <source>95 % interval of the difference of medians: %1</source>
        <translation>Intervalo de 95 % da diferença das medianas: %1</translation>
    </message>
    <message>
        <source>95 % interval of the difference: %1</source>
        <translation>Intervalo de 95 % da diferença: %1</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Its samples are being read.</source>
        <translation>Suas amostras estão sendo lidas.</translation>
    </message>
    <message>
        <source>Measure more inferences for a verdict.</source>
        <translation>Meça mais inferências para um veredito.</translation>
    </message>
    <message>
        <source>One of the two energies is simulated.</source>
        <translation>Uma das duas energias é simulada.</translation>
    </message>
    <message>
        <source>One window tells no interval.</source>
        <translation>Uma janela não dá intervalo.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
    <message>
        <source>They were measured at different supply voltages.</source>
        <translation>Foram medidas com tensões de alimentação diferentes.</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>linha de base</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>não comparável</translation>
    </message>
    <message>
        <source>not comparable, because %1</source>
        <translation>não comparável, porque %1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>não medido</translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation>a linha de base</translation>
    </message>
    <message>
        <source>too few samples</source>
        <translation>poucas amostras</translation>
    </message>
    <message>
        <source>too few windows</source>
        <translation>janelas de menos</translation>
    </message>
</context>
<context>
    <name>ComparisonTable</name>
    <message>
        <source>Comparison with the baseline</source>
        <translation>Comparação com a linha de base</translation>
    </message>
</context>
<context>
    <name>ConfusionChart</name>
    <message>
        <source>%1 classes are too many for a picture; the table has them all.</source>
        <translation>%1 classes são demais para uma figura; a tabela tem todas.</translation>
    </message>
    <message>
        <source>%1 of %2 are right.</source>
        <translation>%1 de %2 estão certas.</translation>
    </message>
    <message>
        <source>%1 of %2, %3 %</source>
        <translation>%1 de %2, %3 %</translation>
    </message>
    <message>
        <source>%1 on %2 · %3 · %4 · n = %5</source>
        <translation>%1 em %2 · %3 · %4 · n = %5</translation>
    </message>
    <message>
        <source>%1 taken for %2</source>
        <translation>%1 tomada por %2</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Matriz de confusão</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Most often %1 is taken for %2: %3 times.</source>
        <translation>O mais frequente: %1 tomada por %2, %3 vezes.</translation>
    </message>
    <message>
        <source>Predicted class</source>
        <translation>Classe prevista</translation>
    </message>
    <message>
        <source>There are no classes to confuse: what counts here is the error.</source>
        <translation>Não há classes para confundir: aqui conta o erro.</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>Classe verdadeira</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Clear console</source>
        <translation>Limpar o console</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Console</translation>
    </message>
    <message>
        <source>Console filter</source>
        <translation>Filtro do console</translation>
    </message>
    <message>
        <source>Filter: words or a device</source>
        <translation>Filtro: palavras ou um dispositivo</translation>
    </message>
</context>
<context>
    <name>ConsoleTab</name>
    <message>
        <source>%1 places</source>
        <translation>%1 ocorrências</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 ocorrência</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>Copiar log</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Log da execução</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Próxima ocorrência</translation>
    </message>
    <message>
        <source>Nothing was logged.</source>
        <translation>Nada foi registrado.</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Ocorrência anterior</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Buscar no log</translation>
    </message>
</context>
<context>
    <name>ConvertDialog</name>
    <message>
        <source> values</source>
        <translation> valores</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Verificar de novo</translation>
    </message>
    <message>
        <source>Choose at least one.</source>
        <translation>Escolha ao menos um.</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>Converter</translation>
    </message>
    <message>
        <source>Convert %1</source>
        <translation>Converter %1</translation>
    </message>
    <message>
        <source>Install TensorFlow and convert</source>
        <translation>Instalar o TensorFlow e converter</translation>
    </message>
    <message>
        <source>Not trained again afterwards: accuracy usually falls, so measure it. The board runs no faster for single zeros, and the file is no smaller unless it is compressed.</source>
        <translation>Sem novo treino depois: a acurácia costuma cair, então meça-a. A placa não fica mais rápida com zeros isolados, e o arquivo só diminui se for comprimido.</translation>
    </message>
    <message>
        <source>Or let it be installed now: it is fetched over the network into an environment of its own, which takes minutes and can be cancelled. The conversion follows by itself.</source>
        <translation>Ou deixe instalar agora: ele é baixado pela rede para um ambiente próprio, o que leva minutos e pode ser cancelado. A conversão segue sozinha.</translation>
    </message>
    <message>
        <source>Representative set</source>
        <translation>Conjunto representativo</translation>
    </message>
    <message>
        <source>TensorFlow Lite makes it of Keras models and SavedModels only.</source>
        <translation>O TensorFlow Lite só a faz de modelos Keras e SavedModels.</translation>
    </message>
    <message>
        <source>The float32 root is made too; the others stand below it.</source>
        <translation>A raiz float32 também é feita; as outras ficam abaixo dela.</translation>
    </message>
    <message>
        <source>Values a tensor</source>
        <translation>Valores por tensor</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Zeros</translation>
    </message>
    <message>
        <source>clustered: few different weights</source>
        <translation>agrupado: poucos pesos diferentes</translation>
    </message>
    <message>
        <source>dynamic range: int8 weights, float32 arithmetic</source>
        <translation>faixa dinâmica: pesos int8, aritmética float32</translation>
    </message>
    <message>
        <source>int16 activations, int8 weights</source>
        <translation>ativações int16, pesos int8</translation>
    </message>
    <message>
        <source>int8 and int16 need a representative set: a hundred typical inputs or more.</source>
        <translation>int8 e int16 precisam de um conjunto representativo: cem entradas típicas ou mais.</translation>
    </message>
    <message>
        <source>int8, whole model</source>
        <translation>int8, modelo inteiro</translation>
    </message>
    <message>
        <source>pruned: the smallest weights become zero</source>
        <translation>podado: os menores pesos viram zero</translation>
    </message>
</context>
<context>
    <name>Converting</name>
    <message>
        <source>That did not work.</source>
        <translation>Isso não funcionou.</translation>
    </message>
</context>
<context>
    <name>CrashGuard</name>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Algo deu errado</translation>
    </message>
    <message>
        <source>This is an error in Benchwright. The runs that were saved are safe. Copy the details into a report.</source>
        <translation>Este é um erro do Benchwright. As execuções salvas estão seguras. Copie os detalhes para relatar o problema.</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Archive</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Back up now …</source>
        <translation>Fazer cópia agora…</translation>
    </message>
    <message>
        <source>Back up the database</source>
        <translation>Fazer cópia do banco de dados</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Databases (*.db)</source>
        <translation>Bancos de dados (*.db)</translation>
    </message>
    <message>
        <source>Delete %1 archived runs (%2) for good?</source>
        <translation>Excluir definitivamente %1 execuções arquivadas (%2)?</translation>
    </message>
    <message>
        <source>Delete archived runs older than %1 days …</source>
        <translation>Excluir arquivadas há mais de %1 dias…</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Excluir definitivamente</translation>
    </message>
    <message>
        <source>Delete the traces of %1 runs (%2) for good?</source>
        <translation>Excluir definitivamente os traços de %1 execuções (%2)?</translation>
    </message>
    <message>
        <source>Delete traces older than %1 days …</source>
        <translation>Excluir traços com mais de %1 dias …</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Mantê-las</translation>
    </message>
    <message>
        <source>Nothing is ever deleted by itself. Archived baselines and results of batches stay.</source>
        <translation>Nada é excluído sozinho. Linhas de base arquivadas e resultados de lotes permanecem.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir pasta</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>The samples of power meters; the runs and their energies stay.</source>
        <translation>As amostras dos medidores de energia; as execuções e suas energias ficam.</translation>
    </message>
    <message>
        <source>They were archived more than %1 days ago. This cannot be undone; a backup keeps them.</source>
        <translation>Foram arquivadas há mais de %1 dias. Isso não pode ser desfeito; um backup as conserva.</translation>
    </message>
    <message>
        <source>Those runs were saved more than %1 days ago and stay. This cannot be undone.</source>
        <translation>Essas execuções foram salvas há mais de %1 dias e ficam. Não é possível desfazer.</translation>
    </message>
    <message>
        <source>Traces</source>
        <translation>Traços</translation>
    </message>
    <message>
        <source>Traces of power meters</source>
        <translation>Traços de medidores de energia</translation>
    </message>
</context>
<context>
    <name>DatabaseDialog</name>
    <message>
        <source>Beside the old file, which stays as it is</source>
        <translation>Ao lado do arquivo antigo, que fica como está</translation>
    </message>
    <message>
        <source>Choose a database</source>
        <translation>Escolher um banco de dados</translation>
    </message>
    <message>
        <source>Choose another …</source>
        <translation>Escolher outro …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Databases (*.db);;All files (*)</source>
        <translation>Bancos de dados (*.db);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>New one elsewhere …</source>
        <translation>Um novo em outra pasta …</translation>
    </message>
    <message>
        <source>Nothing in it was changed. Go on with another one.</source>
        <translation>Nada nele foi alterado. Continue com outro.</translation>
    </message>
    <message>
        <source>Open the newest backup</source>
        <translation>Abrir a cópia de segurança mais nova</translation>
    </message>
    <message>
        <source>Start with a new one</source>
        <translation>Começar com um novo</translation>
    </message>
    <message>
        <source>The database cannot be opened</source>
        <translation>O banco de dados não pode ser aberto</translation>
    </message>
    <message>
        <source>Where the new database goes</source>
        <translation>Onde fica o novo banco de dados</translation>
    </message>
</context>
<context>
    <name>DeviceCard</name>
    <message>
        <source>Actions of this board</source>
        <translation>Ações desta placa</translation>
    </message>
    <message>
        <source>Include this board</source>
        <translation>Incluir esta placa</translation>
    </message>
    <message>
        <source>Which board?</source>
        <translation>Que placa?</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ocupada</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>pronta</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>reiniciando</translation>
    </message>
    <message>
        <source>unknown board</source>
        <translation>placa desconhecida</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>Add a virtual board</source>
        <translation>Adicionar uma placa virtual</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Placas</translation>
    </message>
    <message>
        <source>Flash with</source>
        <translation>Gravar com</translation>
    </message>
    <message>
        <source>MLPerf Tiny…</source>
        <translation>MLPerf Tiny…</translation>
    </message>
    <message>
        <source>Pull the cable</source>
        <translation>Puxar o cabo</translation>
    </message>
    <message>
        <source>Put the cable back</source>
        <translation>Religar o cabo</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Selecionar</translation>
    </message>
    <message>
        <source>Stop this virtual board</source>
        <translation>Parar esta placa virtual</translation>
    </message>
    <message>
        <source>Which board is this?</source>
        <translation>Que placa é esta?</translation>
    </message>
    <message>
        <source>Which board is this?…</source>
        <translation>Que placa é esta?…</translation>
    </message>
    <message>
        <source>the first that can be had</source>
        <translation>a primeira disponível</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Plug in a board, or start a virtual one on the bench</source>
        <translation>Conecte uma placa ou inicie uma virtual na bancada</translation>
    </message>
    <message>
        <source>unknown board</source>
        <translation>placa desconhecida</translation>
    </message>
</context>
<context>
    <name>DistributionChart</name>
    <message>
        <source>%1 of them beyond the dashed line</source>
        <translation>%1 delas além da linha tracejada</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Choose runs to see how their latencies are distributed.</source>
        <translation>Escolha execuções para ver como as latências se distribuem.</translation>
    </message>
    <message>
        <source>Latency distributions</source>
        <translation>Distribuições de latência</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>mark = median, box = middle half, n = %1 inferences</source>
        <translation>marca = mediana, caixa = metade central, n = %1 inferências</translation>
    </message>
    <message>
        <source>max</source>
        <translation>máx.</translation>
    </message>
    <message>
        <source>min</source>
        <translation>mín.</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Console</source>
        <translation>Console</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Gaveta</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Nothing has been logged yet. What Benchwright does, and what goes wrong, is written here.</source>
        <translation>Nada foi registrado ainda. O que o Benchwright faz, e o que dá errado, é escrito aqui.</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tarefas</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>Choose runs to compare.</source>
        <translation>Escolha execuções para comparar.</translation>
    </message>
    <message>
        <source>Reading the samples …</source>
        <translation>Lendo as amostras …</translation>
    </message>
</context>
<context>
    <name>EcdfChart</name>
    <message>
        <source>%1 of them beyond the axis</source>
        <translation>%1 delas além do eixo</translation>
    </message>
    <message>
        <source>%1, %2: half within %3, 95 % within %4.</source>
        <translation>%1, %2: metade em até %3, 95 % em até %4.</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Choose runs to see how their latencies add up.</source>
        <translation>Escolha execuções para ver como suas latências se acumulam.</translation>
    </message>
    <message>
        <source>Cumulative latency</source>
        <translation>Latência acumulada</translation>
    </message>
    <message>
        <source>Inferences (%)</source>
        <translation>Inferências (%)</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>mark = median, n = %1 inferences</source>
        <translation>marca = mediana, n = %1 inferências</translation>
    </message>
</context>
<context>
    <name>Emulator</name>
    <message>
        <source>%1; counts instructions, one each %2 of its own clock</source>
        <translation>%1; conta instruções, uma a cada %2 do relógio dele</translation>
    </message>
    <message>
        <source>counted instructions, one a cycle of the board&apos;s %1 MHz clock</source>
        <translation>instruções contadas, uma por ciclo do clock de %1 MHz da placa</translation>
    </message>
</context>
<context>
    <name>EnergyTab</name>
    <message>
        <source>%1, %2 lost, %3 clipped</source>
        <translation>%1, %2 perdidas, %3 saturadas</translation>
    </message>
    <message>
        <source>95 % over windows</source>
        <translation>95 % sobre janelas</translation>
    </message>
    <message>
        <source>Average current</source>
        <translation>Corrente média</translation>
    </message>
    <message>
        <source>Average power</source>
        <translation>Potência média</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>Começa</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Carga</translation>
    </message>
    <message>
        <source>Charge of an inference</source>
        <translation>Carga de uma inferência</translation>
    </message>
    <message>
        <source>Device&apos;s clock, fast by</source>
        <translation>Clock do dispositivo, adiantado em</translation>
    </message>
    <message>
        <source>Energy is measured or left empty; it is never estimated from the time.</source>
        <translation>A energia é medida ou fica vazia; nunca é estimada pelo tempo.</translation>
    </message>
    <message>
        <source>Energy, gross</source>
        <translation>Energia bruta</translation>
    </message>
    <message>
        <source>Energy, net</source>
        <translation>Energia líquida</translation>
    </message>
    <message>
        <source>Go to Power</source>
        <translation>Ir para Energia</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Repouso</translation>
    </message>
    <message>
        <source>Inferences</source>
        <translation>Inferências</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Dura</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdidas</translation>
    </message>
    <message>
        <source>Measure the same model on hardware with a power meter.</source>
        <translation>Meça o mesmo modelo em hardware com um medidor de energia.</translation>
    </message>
    <message>
        <source>Meter</source>
        <translation>Medidor</translation>
    </message>
    <message>
        <source>Net is above the idle current on both sides of a window, gross is everything while the mark is up. Repeating the run would change the first uncertainty and not the second, so they are never added up.</source>
        <translation>Líquida é o que passa da corrente de repouso dos dois lados de uma janela; bruta é tudo enquanto a marca está ativa. Repetir a execução mudaria a primeira incerteza e não a segunda, por isso elas nunca são somadas.</translation>
    </message>
    <message>
        <source>Net, an inference</source>
        <translation>Líquida, por inferência</translation>
    </message>
    <message>
        <source>No current flowed: the meter is simulated, and so is every number here.</source>
        <translation>Nenhuma corrente passou: o medidor é simulado, e todo número daqui também.</translation>
    </message>
    <message>
        <source>No power meter was connected during this run.</source>
        <translation>Nenhum medidor de energia estava conectado durante esta execução.</translation>
    </message>
    <message>
        <source>On the Power page; a window of it by double-click or Enter</source>
        <translation>Na página Energia; uma janela dele com clique duplo ou Enter</translation>
    </message>
    <message>
        <source>Open the trace</source>
        <translation>Abrir o traço</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Pico</translation>
    </message>
    <message>
        <source>Peak current</source>
        <translation>Corrente de pico</translation>
    </message>
    <message>
        <source>SIMULATED</source>
        <translation>SIMULADO</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Amostras</translation>
    </message>
    <message>
        <source>The meter&apos;s samples are no good for an energy.</source>
        <translation>As amostras do medidor não servem para uma energia.</translation>
    </message>
    <message>
        <source>There was no idle time beside it.</source>
        <translation>Não houve tempo de repouso ao lado dela.</translation>
    </message>
    <message>
        <source>This run has no energy: it did not happen on a board.</source>
        <translation>Esta execução não tem energia: não aconteceu em uma placa.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Janela</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Janelas</translation>
    </message>
    <message>
        <source>meter, assumed</source>
        <translation>medidor, suposto</translation>
    </message>
</context>
<context>
    <name>EnergyWords</name>
    <message>
        <source>%1 is half the 95 % interval over %2 windows; the meter is assumed to be off by at most %3 beside it.</source>
        <translation>%1 é metade do intervalo de 95 % sobre %2 janelas; além disso, supõe-se que o medidor erre no máximo %3.</translation>
    </message>
    <message>
        <source>Gross %1: all energy while the mark is up.</source>
        <translation>Bruta %1: toda a energia enquanto a marca está ativa.</translation>
    </message>
    <message>
        <source>Net %1: what an inference takes above idle.</source>
        <translation>Líquida %1: o que uma inferência consome acima do repouso.</translation>
    </message>
    <message>
        <source>estimated by steps of the current</source>
        <translation>estimada pelos degraus da corrente</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simulado</translation>
    </message>
</context>
<context>
    <name>ErrorPanel</name>
    <message>
        <source>Boards where it fits</source>
        <translation>Placas onde cabe</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Escolher outro modelo</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Copy how to get it</source>
        <translation>Copiar como obtê-lo</translation>
    </message>
    <message>
        <source>Copy udev rule</source>
        <translation>Copiar regra udev</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>Erro: %1</translation>
    </message>
    <message>
        <source>Flash anyway and test</source>
        <translation>Gravar mesmo assim e testar</translation>
    </message>
    <message>
        <source>Go to the bench</source>
        <translation>Ir para a bancada</translation>
    </message>
    <message>
        <source>Go to the runs</source>
        <translation>Ir para as execuções</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Procurar de novo</translation>
    </message>
    <message>
        <source>Open data settings</source>
        <translation>Abrir as configurações de dados</translation>
    </message>
    <message>
        <source>Open remote settings</source>
        <translation>Abrir as configurações remotas</translation>
    </message>
    <message>
        <source>Open the console</source>
        <translation>Abrir o console</translation>
    </message>
    <message>
        <source>Ops of this model</source>
        <translation>Operadores deste modelo</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Save now</source>
        <translation>Salvar agora</translation>
    </message>
    <message>
        <source>Show the tasks</source>
        <translation>Mostrar as tarefas</translation>
    </message>
    <message>
        <source>Which board is this?</source>
        <translation>Qual placa é esta?</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>A line a run, for a spreadsheet</source>
        <translation>Uma linha por execução, para uma planilha</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copiar como Markdown</translation>
    </message>
    <message>
        <source>Everything, raw samples too, for programs</source>
        <translation>Tudo, também as amostras brutas, para programas</translation>
    </message>
    <message>
        <source>One file that opens without a network</source>
        <translation>Um arquivo que abre sem rede</translation>
    </message>
    <message>
        <source>Open it afterwards</source>
        <translation>Abrir em seguida</translation>
    </message>
    <message>
        <source>Pages as in the preview</source>
        <translation>Páginas como na prévia</translation>
    </message>
    <message>
        <source>Progress of the report</source>
        <translation>Progresso do relatório</translation>
    </message>
    <message>
        <source>Save elsewhere</source>
        <translation>Salvar em outro lugar</translation>
    </message>
    <message>
        <source>The report could not be written.</source>
        <translation>Não foi possível gravar o relatório.</translation>
    </message>
    <message>
        <source>The tables of the report, for a chat or an issue</source>
        <translation>As tabelas do relatório, para um chat ou um chamado</translation>
    </message>
    <message>
        <source>Verdicts for a build server</source>
        <translation>Vereditos para um servidor de build</translation>
    </message>
    <message>
        <source>Write as</source>
        <translation>Gravar como</translation>
    </message>
    <message>
        <source>Write as %1</source>
        <translation>Gravar como %1</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>Gravar o relatório</translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation>Gravando %1…</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>%1 at %2 MHz</source>
        <translation>%1 a %2 MHz</translation>
    </message>
    <message>
        <source>Compiler</source>
        <translation>Compilador</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Emulator</source>
        <translation>Emulador</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Known by</source>
        <translation>Reconhecida por</translation>
    </message>
    <message>
        <source>Last %1 runs</source>
        <translation>Últimas %1 execuções</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Última execução</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Local</translation>
    </message>
    <message>
        <source>Model on it</source>
        <translation>Modelo gravado</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Pacote</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Número de série</translation>
    </message>
    <message>
        <source>Shown so far</source>
        <translation>Demonstrado até agora</translation>
    </message>
    <message>
        <source>Source of %1</source>
        <translation>Fonte de %1</translation>
    </message>
    <message>
        <source>Tested</source>
        <translation>Testado</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Fabricante</translation>
    </message>
</context>
<context>
    <name>FirmwareDialog</name>
    <message>
        <source>%1 is firmware that holds its model within. It is flashed as it is, in place of what is on the board, and measured by what it speaks: Benchwright&apos;s agent, or the MLPerf Tiny protocol.</source>
        <translation>%1 é um firmware que traz seu modelo dentro. Ele é gravado como está, no lugar do que há na placa, e medido pelo que fala: o agente do Benchwright ou o protocolo MLPerf Tiny.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Devices that are ready</source>
        <translation>Dispositivos prontos</translation>
    </message>
    <message>
        <source>Flash and measure</source>
        <translation>Gravar e medir</translation>
    </message>
    <message>
        <source>Go to the bench</source>
        <translation>Ir para a bancada</translation>
    </message>
    <message>
        <source>Measure firmware</source>
        <translation>Medir firmware</translation>
    </message>
    <message>
        <source>No board is ready. Plug one in, or start a virtual one on the bench.</source>
        <translation>Nenhuma placa está pronta. Conecte uma ou inicie uma virtual na bancada.</translation>
    </message>
    <message>
        <source>The model in it</source>
        <translation>O modelo nele</translation>
    </message>
    <message>
        <source>not known: the firmware tells the form of its input</source>
        <translation>não se sabe: o firmware diz a forma de sua entrada</translation>
    </message>
</context>
<context>
    <name>FitTable</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Arena</source>
        <translation>Arena</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Fits?</source>
        <translation>Cabe?</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Pacote</translation>
    </message>
    <message>
        <source>Where it fits</source>
        <translation>Onde cabe</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>cabe</translation>
    </message>
    <message>
        <source>needs %1 B of %2, %3 free</source>
        <translation>precisa de %1 B de %2, há %3 livres</translation>
    </message>
    <message>
        <source>planning …</source>
        <translation>planejando …</translation>
    </message>
    <message>
        <source>should fit, no firmware yet</source>
        <translation>deve caber, ainda sem firmware</translation>
    </message>
</context>
<context>
    <name>ForgeJobs</name>
    <message>
        <source>%1: done, %2.</source>
        <translation>%1: concluída, %2.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>done</source>
        <translation>concluída</translation>
    </message>
    <message>
        <source>done in %1</source>
        <translation>concluída em %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>running</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
</context>
<context>
    <name>ForgeStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Cancelando …</translation>
    </message>
    <message>
        <source>Progress of the conversion</source>
        <translation>Progresso da conversão</translation>
    </message>
</context>
<context>
    <name>ForgeWords</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>checking the files</source>
        <translation>verificando os arquivos</translation>
    </message>
    <message>
        <source>converting to %1</source>
        <translation>convertendo para %1</translation>
    </message>
    <message>
        <source>counting right answers</source>
        <translation>contando acertos</translation>
    </message>
    <message>
        <source>installing TensorFlow</source>
        <translation>instalando o TensorFlow</translation>
    </message>
    <message>
        <source>reading the model</source>
        <translation>lendo o modelo</translation>
    </message>
    <message>
        <source>starting TensorFlow</source>
        <translation>iniciando o TensorFlow</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>passo %1 de %2</translation>
    </message>
    <message>
        <source>waiting for the one before</source>
        <translation>aguardando a anterior</translation>
    </message>
</context>
<context>
    <name>GateChoice</name>
    <message>
        <source>Choose a policy</source>
        <translation>Escolher uma política</translation>
    </message>
    <message>
        <source>Policies (*.toml)</source>
        <translation>Políticas (*.toml)</translation>
    </message>
    <message>
        <source>Policies (*.toml);;All files (*)</source>
        <translation>Políticas (*.toml);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Write a policy</source>
        <translation>Gravar uma política</translation>
    </message>
</context>
<context>
    <name>GateSection</name>
    <message>
        <source>%1, %2 rules. It is used in Runs, in the tab Gate.</source>
        <translation>%1, %2 regras. Vale em Execuções, na aba Portão.</translation>
    </message>
    <message>
        <source>A policy says what a new version may cost; benchwright gate holds a build server to the same.</source>
        <translation>Uma política diz quanto uma nova versão pode custar; benchwright gate exige o mesmo de um servidor de compilação.</translation>
    </message>
    <message>
        <source>Choose a policy …</source>
        <translation>Escolher uma política …</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Portão</translation>
    </message>
    <message>
        <source>No policy</source>
        <translation>Sem política</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Política</translation>
    </message>
    <message>
        <source>Write one to start with …</source>
        <translation>Gravar uma para começar …</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhuma</translation>
    </message>
</context>
<context>
    <name>GateTab</name>
    <message>
        <source>%1 · held against %2 (%3)</source>
        <translation>%1 · comparada com %2 (%3)</translation>
    </message>
    <message>
        <source>%1 · no rule is for this model and board</source>
        <translation>%1 · nenhuma regra vale para este modelo e esta placa</translation>
    </message>
    <message>
        <source>%1 · nothing to hold it against</source>
        <translation>%1 · nada com que comparar</translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation>%1, simulado</translation>
    </message>
    <message>
        <source>95 % interval of it</source>
        <translation>Intervalo de 95 % dela</translation>
    </message>
    <message>
        <source>A policy says what a new version may cost; benchwright gate holds a build server to the same.</source>
        <translation>Uma política diz quanto uma nova versão pode custar; benchwright gate exige o mesmo de um servidor de compilação.</translation>
    </message>
    <message>
        <source>Accuracy, top-1</source>
        <translation>Acurácia, top-1</translation>
    </message>
    <message>
        <source>Accuracy, top-5</source>
        <translation>Acurácia, top-5</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Linha de base</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Mudança</translation>
    </message>
    <message>
        <source>Choose a policy …</source>
        <translation>Escolher uma política …</translation>
    </message>
    <message>
        <source>Copies the verdict and every rule as a table</source>
        <translation>Copia o veredito e cada regra como tabela</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Energy, gross</source>
        <translation>Energia bruta</translation>
    </message>
    <message>
        <source>Energy, net</source>
        <translation>Energia líquida</translation>
    </message>
    <message>
        <source>F1, mean of classes</source>
        <translation>F1, média das classes</translation>
    </message>
    <message>
        <source>F1, weighted by samples</source>
        <translation>F1, ponderado pelas amostras</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Instructions, median</source>
        <translation>Instruções, mediana</translation>
    </message>
    <message>
        <source>It cannot be judged.</source>
        <translation>Não pode ser julgada.</translation>
    </message>
    <message>
        <source>Judge again</source>
        <translation>Julgar de novo</translation>
    </message>
    <message>
        <source>Latency, 99th percentile</source>
        <translation>Latência, percentil 99</translation>
    </message>
    <message>
        <source>Latency, median</source>
        <translation>Latência, mediana</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Erro quadrático médio</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Métrica</translation>
    </message>
    <message>
        <source>No policy was chosen.</source>
        <translation>Nenhuma política foi escolhida.</translation>
    </message>
    <message>
        <source>No real meter saw it: the current is made up.</source>
        <translation>Nenhum medidor real a viu: a corrente é inventada.</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>ROC AUC</source>
        <translation>AUC ROC</translation>
    </message>
    <message>
        <source>Reads the policy anew</source>
        <translation>Lê a política de novo</translation>
    </message>
    <message>
        <source>Rules of the gate</source>
        <translation>Regras do portão</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredito</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>Write one to start with …</source>
        <translation>Gravar uma para começar …</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exata</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>General</source>
        <translation>Geral</translation>
    </message>
    <message>
        <source>Show the tour</source>
        <translation>Mostrar o passeio</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Three steps through the bench.</source>
        <translation>Três passos pela bancada.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Passeio</translation>
    </message>
</context>
<context>
    <name>HistogramChart</name>
    <message>
        <source>%1 at %2 MHz and one instruction a cycle. There is nothing to spread.</source>
        <translation>%1 a %2 MHz e uma instrução por ciclo. Não há dispersão.</translation>
    </message>
    <message>
        <source>%1 of them beyond the axis</source>
        <translation>%1 delas além do eixo</translation>
    </message>
    <message>
        <source>%1 on %2: median %3, 99 % below %4, %5 inferences.</source>
        <translation>%1 em %2: mediana %3, 99 % abaixo de %4, %5 inferências.</translation>
    </message>
    <message>
        <source>Every inference took exactly %1 instructions.</source>
        <translation>Cada inferência levou exatamente %1 instruções.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Inferences</source>
        <translation>Inferências</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instruções</translation>
    </message>
    <message>
        <source>Instructions an inference</source>
        <translation>Instruções por inferência</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Latency histogram</source>
        <translation>Histograma de latência</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Médias</translation>
    </message>
    <message>
        <source>No run yet. Flash and test a model to see how its latency is distributed.</source>
        <translation>Ainda não há execução. Grave e teste um modelo para ver como a latência se distribui.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>entrada %1</translation>
    </message>
</context>
<context>
    <name>HistoryPopup</name>
    <message>
        <source>As it was</source>
        <translation>Como era</translation>
    </message>
    <message>
        <source>Changes, the newest last</source>
        <translation>Alterações, a mais recente por último</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>Histórico de alterações</translation>
    </message>
</context>
<context>
    <name>ImportTroubles</name>
    <message>
        <source>%1 files could not be imported.</source>
        <translation>%1 arquivos não puderam ser importados.</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Choose the folder of a SavedModel</source>
        <translation>Escolher a pasta de um SavedModel</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>Importar modelos</translation>
    </message>
    <message>
        <source>Models and firmware (*.tflite *.keras *.h5 *.elf *.hex *.uf2 *.bin);;All files (*)</source>
        <translation>Modelos e firmware (*.tflite *.keras *.h5 *.elf *.hex *.uf2 *.bin);;Todos os arquivos (*)</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspetor</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nada selecionado</translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>Jobs of the queue</source>
        <translation>Tarefas da fila</translation>
    </message>
</context>
<context>
    <name>Journeys</name>
    <message>
        <source>Queueing %1 jobs …</source>
        <translation>Enfileirando %1 tarefas …</translation>
    </message>
</context>
<context>
    <name>KeysSection</name>
    <message>
        <source>Does</source>
        <translation>O que faz</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Em toda parte</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atalhos</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>Idioma: %1</translation>
    </message>
</context>
<context>
    <name>Latency</name>
    <message>
        <source>%1 ticks</source>
        <translation>%1 ticks</translation>
    </message>
    <message>
        <source>95 % interval of p50</source>
        <translation>Intervalo de 95 % do p50</translation>
    </message>
    <message>
        <source>Counter overhead</source>
        <translation>Custo de ler o contador</translation>
    </message>
    <message>
        <source>Interquartile range</source>
        <translation>Intervalo interquartil</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Máximo</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Média</translation>
    </message>
    <message>
        <source>Median of window means</source>
        <translation>Mediana das médias das janelas</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Mínimo</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Amostras</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Desvio-padrão</translation>
    </message>
    <message>
        <source>Warm-up inferences</source>
        <translation>Inferências de aquecimento</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Janelas</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p90</source>
        <translation>p90</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
</context>
<context>
    <name>LatencyTab</name>
    <message>
        <source>Cumulative distribution</source>
        <translation>Distribuição acumulada</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histograma</translation>
    </message>
    <message>
        <source>Order of measuring</source>
        <translation>Ordem de medição</translation>
    </message>
</context>
<context>
    <name>LegendLine</name>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
</context>
<context>
    <name>LetterheadForm</name>
    <message>
        <source>Choose a logo</source>
        <translation>Escolher um logotipo</translation>
    </message>
    <message>
        <source>Choose a logo…</source>
        <translation>Escolher um logotipo…</translation>
    </message>
    <message>
        <source>Company name</source>
        <translation>Nome da empresa</translation>
    </message>
    <message>
        <source>Company name on reports</source>
        <translation>Nome da empresa nos relatórios</translation>
    </message>
    <message>
        <source>Logo on reports</source>
        <translation>Logotipo nos relatórios</translation>
    </message>
    <message>
        <source>PNG or SVG</source>
        <translation>PNG ou SVG</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>Remover o logotipo</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Choose a board…</source>
        <translation>Escolher uma placa…</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Paleta de comandos</translation>
    </message>
    <message>
        <source>Pick for me …</source>
        <translation>Escolher por mim…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>Buscar nesta página</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atalhos</translation>
    </message>
    <message>
        <source>Show charts as tables, or as charts again</source>
        <translation>Mostrar gráficos como tabelas, ou de novo como gráficos</translation>
    </message>
    <message>
        <source>Show or hide the drawer</source>
        <translation>Mostrar ou ocultar a gaveta</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Mostrar ou ocultar o inspetor</translation>
    </message>
    <message>
        <source>Show the console</source>
        <translation>Mostrar o console</translation>
    </message>
    <message>
        <source>Show the tasks</source>
        <translation>Mostrar as tarefas</translation>
    </message>
    <message>
        <source>Show the tour</source>
        <translation>Mostrar o passeio</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Alternar entre escuro e claro</translation>
    </message>
    <message>
        <source>There is no room for the inspector beside this page. Make the window wider.</source>
        <translation>Não há espaço para o inspetor ao lado desta página. Alargue a janela.</translation>
    </message>
</context>
<context>
    <name>MarkChoice</name>
    <message>
        <source>All equal</source>
        <translation>Todas iguais</translation>
    </message>
    <message>
        <source>What the colour of marks says</source>
        <translation>O que a cor das marcas diz</translation>
    </message>
    <message>
        <source>What the size of marks says</source>
        <translation>O que o tamanho das marcas diz</translation>
    </message>
</context>
<context>
    <name>MemoryChart</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2 of %3, %4 % used</source>
        <translation>%1 %2 de %3, %4 % em uso</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 on %2: RAM %3, flash %4.</source>
        <translation>%1 em %2: RAM %3, flash %4.</translation>
    </message>
    <message>
        <source>%1 touched</source>
        <translation>%1 tocados</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation>Nenhuma execução selecionada.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reservado</translation>
    </message>
    <message>
        <source>arena</source>
        <translation>arena</translation>
    </message>
    <message>
        <source>board %1 </source>
        <translation>placa %1 </translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>firmware</translation>
    </message>
    <message>
        <source>model pack</source>
        <translation>pacote do modelo</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>não medido</translation>
    </message>
    <message>
        <source>not told by the engine</source>
        <translation>não informado pelo motor</translation>
    </message>
    <message>
        <source>of the ELF; stack and heap not measured</source>
        <translation>do ELF; pilha e heap não medidos</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>pilha</translation>
    </message>
    <message>
        <source>static</source>
        <translation>estática</translation>
    </message>
    <message>
        <source>the model within</source>
        <translation>com o modelo embutido</translation>
    </message>
</context>
<context>
    <name>MeterChoice</name>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simulado</translation>
    </message>
</context>
<context>
    <name>MeterLine</name>
    <message>
        <source>Change meter</source>
        <translation>Trocar o medidor</translation>
    </message>
    <message>
        <source>Meter: %1</source>
        <translation>Medidor: %1</translation>
    </message>
    <message>
        <source>no energy: %1</source>
        <translation>sem energia: %1</translation>
    </message>
</context>
<context>
    <name>Metering</name>
    <message>
        <source>Choose a power meter…</source>
        <translation>Escolher um medidor de energia…</translation>
    </message>
    <message>
        <source>Jobs of a queue are measured without a meter.</source>
        <translation>As tarefas de uma fila são medidas sem medidor.</translation>
    </message>
</context>
<context>
    <name>MetersSection</name>
    <message>
        <source>%1 gives %2 to %3.</source>
        <translation>%1 fornece de %2 a %3.</translation>
    </message>
    <message>
        <source>%1, not found</source>
        <translation>%1, não encontrado</translation>
    </message>
    <message>
        <source>A meter that feeds the device switches it on; otherwise it only measures what flows through it.</source>
        <translation>Um medidor que alimenta o dispositivo o liga; do contrário, só mede o que passa por ele.</translation>
    </message>
    <message>
        <source>Go to Power</source>
        <translation>Ir para Energia</translation>
    </message>
    <message>
        <source>It is simulated: no current flows, and whatever comes of it says so.</source>
        <translation>É simulado: nenhuma corrente flui, e tudo o que vem dele diz isso.</translation>
    </message>
    <message>
        <source>It sees every run that is started one by one.</source>
        <translation>Ele vê toda execução iniciada uma a uma.</translation>
    </message>
    <message>
        <source>Kind and address of a meter</source>
        <translation>Tipo e endereço de um medidor</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Procurar de novo</translation>
    </message>
    <message>
        <source>Meter at an address</source>
        <translation>Medidor em um endereço</translation>
    </message>
    <message>
        <source>Meters</source>
        <translation>Medidores</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhum</translation>
    </message>
    <message>
        <source>Nothing changes before Set is pressed.</source>
        <translation>Nada muda antes de pressionar Definir.</translation>
    </message>
    <message>
        <source>One that is not in the list: otii:HOST, scpi:HOST, scpi:RESOURCE of VISA, ina226:PORT.</source>
        <translation>Um que não está na lista: otii:HOST, scpi:HOST, scpi:RECURSO do VISA, ina226:PORTA.</translation>
    </message>
    <message>
        <source>Power meter</source>
        <translation>Medidor de energia</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Definir</translation>
    </message>
    <message>
        <source>Set the supply voltage</source>
        <translation>Definir a tensão de alimentação</translation>
    </message>
    <message>
        <source>Somebody else, through the meter</source>
        <translation>Outra fonte, através do medidor</translation>
    </message>
    <message>
        <source>Supply voltage</source>
        <translation>Tensão de alimentação</translation>
    </message>
    <message>
        <source>Supply voltage in volts</source>
        <translation>Tensão de alimentação em volts</translation>
    </message>
    <message>
        <source>That is no meter: type a kind and its address, such as %1.</source>
        <translation>Isso não é um medidor: digite um tipo e o endereço, como %1.</translation>
    </message>
    <message>
        <source>That is no voltage: type volts, such as %1.</source>
        <translation>Isso não é uma tensão: digite volts, como %1.</translation>
    </message>
    <message>
        <source>The meter</source>
        <translation>O medidor</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Use the meter at this address</source>
        <translation>Usar o medidor neste endereço</translation>
    </message>
    <message>
        <source>Who feeds the device</source>
        <translation>Quem alimenta o dispositivo</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simulado</translation>
    </message>
</context>
<context>
    <name>Mlperf</name>
    <message>
        <source>%1 % right</source>
        <translation>%1 % certos</translation>
    </message>
    <message>
        <source>%1 inferences a second</source>
        <translation>%1 inferências por segundo</translation>
    </message>
    <message>
        <source>%1 µJ an inference</source>
        <translation>%1 µJ por inferência</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>By the rules of MLPerf Tiny.</source>
        <translation>Pelas regras do MLPerf Tiny.</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Every input of the set once. May take hours; what was answered is kept when it is stopped.</source>
        <translation>Cada entrada do conjunto uma vez. Pode levar horas; o que foi respondido fica guardado quando se para.</translation>
    </message>
    <message>
        <source>F1 %1</source>
        <translation>F1 %1</translation>
    </message>
    <message>
        <source>Five inputs, each inferred for 10 s by the clock of the device; the median counts.</source>
        <translation>Cinco entradas, cada uma inferida por 10 s pelo relógio do dispositivo; vale a mediana.</translation>
    </message>
    <message>
        <source>Five inputs, each inferred for 10 s while the power meter samples; the median counts.</source>
        <translation>Cinco entradas, cada uma inferida por 10 s enquanto o medidor de energia amostra; vale a mediana.</translation>
    </message>
    <message>
        <source>Not by the rules of MLPerf Tiny:</source>
        <translation>Fora das regras do MLPerf Tiny:</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Desempenho</translation>
    </message>
    <message>
        <source>The meter is simulated: no current flowed.</source>
        <translation>O medidor é simulado: nenhuma corrente fluiu.</translation>
    </message>
    <message>
        <source>area under the ROC curve %1</source>
        <translation>área sob a curva ROC %1</translation>
    </message>
</context>
<context>
    <name>MlperfDialog</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 de %3</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Começar de novo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>MLPerf Tiny</source>
        <translation>MLPerf Tiny</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medir</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Abrir a pasta</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Waiting for the device…</source>
        <translation>Esperando pelo dispositivo…</translation>
    </message>
</context>
<context>
    <name>MlperfForm</name>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Procurar…</translation>
    </message>
    <message>
        <source>Choose a power meter…</source>
        <translation>Escolher um medidor de energia…</translation>
    </message>
    <message>
        <source>Choose the data set.</source>
        <translation>Escolha o conjunto de dados.</translation>
    </message>
    <message>
        <source>Choose the folder of the submission.</source>
        <translation>Escolha a pasta da submissão.</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Conjunto de dados</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Division</source>
        <translation>Divisão</translation>
    </message>
    <message>
        <source>Energy needs a power meter: choose one.</source>
        <translation>Energia precisa de um medidor de energia: escolha um.</translation>
    </message>
    <message>
        <source>IO manager</source>
        <translation>IO manager</translation>
    </message>
    <message>
        <source>Length of a window</source>
        <translation>Duração de uma janela</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medir</translation>
    </message>
    <message>
        <source>No board is plugged in.</source>
        <translation>Nenhuma placa está conectada.</translation>
    </message>
    <message>
        <source>Power meter</source>
        <translation>Medidor de energia</translation>
    </message>
    <message>
        <source>Power meter: %1</source>
        <translation>Medidor de energia: %1</translation>
    </message>
    <message>
        <source>Shorter windows, not by the rules</source>
        <translation>Janelas mais curtas, fora das regras</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>Submissão</translation>
    </message>
    <message>
        <source>Submitter</source>
        <translation>Autor da submissão</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>The submitter is a folder&apos;s name: letters, digits, dots, dashes and underscores.</source>
        <translation>O autor da submissão é nome de pasta: letras, dígitos, pontos, hífens e sublinhados.</translation>
    </message>
    <message>
        <source>The system is a folder&apos;s name: letters, digits, dots, dashes and underscores.</source>
        <translation>O sistema é um nome de pasta: letras, dígitos, pontos, hífens e sublinhados.</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechada</translation>
    </message>
    <message>
        <source>folder to write to</source>
        <translation>pasta em que gravar</translation>
    </message>
    <message>
        <source>folder with y_labels.csv</source>
        <translation>pasta com y_labels.csv</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aberta</translation>
    </message>
    <message>
        <source>the board&apos;s name</source>
        <translation>o nome da placa</translation>
    </message>
</context>
<context>
    <name>MlperfKept</name>
    <message>
        <source>%1, simulated</source>
        <translation>%1, simulada</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>By the rules</source>
        <translation>Pelas regras</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Results that are kept</source>
        <translation>Resultados guardados</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconhecida</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
</context>
<context>
    <name>ModelsLayout</name>
    <message>
        <source>%1 of %2 boards</source>
        <translation>%1 de %2 placas</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Accuracy …</source>
        <translation>Acurácia…</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Arquivar</translation>
    </message>
    <message>
        <source>Archived too</source>
        <translation>Também arquivadas</translation>
    </message>
    <message>
        <source>Arena map</source>
        <translation>Mapa da arena</translation>
    </message>
    <message>
        <source>Boards where it fits</source>
        <translation>Placas onde cabe</translation>
    </message>
    <message>
        <source>Bring back from the archive</source>
        <translation>Trazer de volta do arquivo</translation>
    </message>
    <message>
        <source>Convert …</source>
        <translation>Converter…</translation>
    </message>
    <message>
        <source>Copy the SHA-256</source>
        <translation>Copiar o SHA-256</translation>
    </message>
    <message>
        <source>Find a board</source>
        <translation>Buscar uma placa</translation>
    </message>
    <message>
        <source>Flash and test on</source>
        <translation>Gravar e testar em</translation>
    </message>
    <message>
        <source>Import model …</source>
        <translation>Importar modelo …</translation>
    </message>
    <message>
        <source>Models and their variants</source>
        <translation>Modelos e suas variantes</translation>
    </message>
    <message>
        <source>Name and note</source>
        <translation>Nome e nota</translation>
    </message>
    <message>
        <source>Open in Netron</source>
        <translation>Abrir no Netron</translation>
    </message>
    <message>
        <source>Ops</source>
        <translation>Operadores</translation>
    </message>
    <message>
        <source>Part of a board&apos;s name or core</source>
        <translation>Parte do nome ou do núcleo de uma placa</translation>
    </message>
    <message>
        <source>Pick for me …</source>
        <translation>Escolher por mim…</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensores</translation>
    </message>
    <message>
        <source>The plan</source>
        <translation>O plano</translation>
    </message>
    <message>
        <source>accuracy %1 % on %2 samples</source>
        <translation>acurácia %1 % em %2 amostras</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>arquivada</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>%1 is imported.</source>
        <translation>%1 foi importado.</translation>
    </message>
    <message>
        <source>Archive or bring back</source>
        <translation>Arquivar ou trazer de volta</translation>
    </message>
    <message>
        <source>Convert a SavedModel …</source>
        <translation>Converter um SavedModel…</translation>
    </message>
    <message>
        <source>Convert …</source>
        <translation>Converter…</translation>
    </message>
    <message>
        <source>Drop a .tflite, a Keras model, the folder of a SavedModel or a firmware file here.</source>
        <translation>Solte aqui um .tflite, um modelo Keras, a pasta de um SavedModel ou um arquivo de firmware.</translation>
    </message>
    <message>
        <source>Flash and test on …</source>
        <translation>Gravar e testar em …</translation>
    </message>
    <message>
        <source>Import model …</source>
        <translation>Importar modelo …</translation>
    </message>
    <message>
        <source>Measure accuracy …</source>
        <translation>Medir acurácia…</translation>
    </message>
    <message>
        <source>Name and note …</source>
        <translation>Nome e nota…</translation>
    </message>
    <message>
        <source>Netron opens in the browser.</source>
        <translation>O Netron abre no navegador.</translation>
    </message>
    <message>
        <source>No model yet.</source>
        <translation>Nenhum modelo ainda.</translation>
    </message>
    <message>
        <source>Open in Netron</source>
        <translation>Abrir no Netron</translation>
    </message>
    <message>
        <source>The SHA-256 is on the clipboard.</source>
        <translation>O SHA-256 está na área de transferência.</translation>
    </message>
    <message>
        <source>With archived variants, or without</source>
        <translation>Com variantes arquivadas, ou sem</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>It is a %1.</source>
        <translation>É uma %1.</translation>
    </message>
    <message>
        <source>It is still unknown which board it is.</source>
        <translation>Ainda não se sabe que placa é.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Not now</source>
        <translation>Agora não</translation>
    </message>
</context>
<context>
    <name>OpsChart</name>
    <message>
        <source>%1 ops take %2 together. The longest: %3.</source>
        <translation>%1 operadores levam %2 no total. O mais demorado: %3.</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · n = 1 profiled inference</source>
        <translation>%1 · %2 · %3 · n = 1 inferência perfilada</translation>
    </message>
    <message>
        <source>MAC/cycle</source>
        <translation>MAC/ciclo</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Op</source>
        <translation>Op.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Parcela</translation>
    </message>
    <message>
        <source>This run has no times by op.</source>
        <translation>Esta execução não tem tempos por operador.</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Ticks</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time by op</source>
        <translation>Tempo por operador</translation>
    </message>
</context>
<context>
    <name>OpsModel</name>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Op</source>
        <translation>Op.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>Parameters, B</source>
        <translation>Parâmetros, B</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Parcela</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>as the file has it; there is no plan</source>
        <translation>como está no arquivo; não há plano</translation>
    </message>
    <message>
        <source>operators of the file: %1</source>
        <translation>operadores do arquivo: %1</translation>
    </message>
</context>
<context>
    <name>Overlays</name>
    <message>
        <source>Choose a board</source>
        <translation>Escolher uma placa</translation>
    </message>
    <message>
        <source>No board is plugged in.</source>
        <translation>Nenhuma placa está conectada.</translation>
    </message>
    <message>
        <source>Type a part of a board&apos;s name</source>
        <translation>Digite parte do nome de uma placa</translation>
    </message>
</context>
<context>
    <name>PagePreview</name>
    <message>
        <source>%1, %2 pages</source>
        <translation>%1, %2 páginas</translation>
    </message>
    <message>
        <source>Preview of the report</source>
        <translation>Prévia do relatório</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Bench</source>
        <translation>Bancada</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Ir para %1</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Relatórios</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
</context>
<context>
    <name>ParallelChart</name>
    <message>
        <source>%1 from %2 to %3.</source>
        <translation>%1 de %2 a %3.</translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation>%1 execuções.</translation>
    </message>
    <message>
        <source>All metrics, better is up</source>
        <translation>Todas as métricas, melhor é para cima</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Choose runs that have at least two metrics.</source>
        <translation>Escolha execuções que tenham ao menos duas métricas.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>each axis from the worst of these runs to the best, n = %1</source>
        <translation>cada eixo vai da pior destas execuções à melhor, n = %1</translation>
    </message>
</context>
<context>
    <name>PickDialog</name>
    <message>
        <source>Battery</source>
        <translation>Bateria</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Compare all</source>
        <translation>Comparar todas</translation>
    </message>
    <message>
        <source>Mains</source>
        <translation>Rede elétrica</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Open its run</source>
        <translation>Abrir a execução</translation>
    </message>
    <message>
        <source>Pick for me</source>
        <translation>Escolher por mim</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Alimentação</translation>
    </message>
    <message>
        <source>Show the variant</source>
        <translation>Mostrar a variante</translation>
    </message>
    <message>
        <source>The others, and why not</source>
        <translation>As outras, e por que não</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sem limite</translation>
    </message>
</context>
<context>
    <name>PickWords</name>
    <message>
        <source>%1 %2, %3 % over %4</source>
        <translation>%1 %2, %3 % acima de %4</translation>
    </message>
    <message>
        <source>%1 %2, over %3</source>
        <translation>%1 %2, acima de %3</translation>
    </message>
    <message>
        <source>%1 breaks none that could be checked. Not known of it: %2.</source>
        <translation>%1 não estoura nenhum que se possa verificar. Não se sabe dela: %2.</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 entradas</translation>
    </message>
    <message>
        <source>%1 to %2 inputs</source>
        <translation>%1 a %2 entradas</translation>
    </message>
    <message>
        <source>Accuracy at least</source>
        <translation>Acurácia no mínimo</translation>
    </message>
    <message>
        <source>Accuracy: as it came with the file, from the evaluation of its converter; set not named, %2.</source>
        <translation>Acurácia: como veio com o arquivo, da avaliação do conversor; conjunto não informado, %2.</translation>
    </message>
    <message>
        <source>Accuracy: by the host reference on this computer, labelled set %1, %2.</source>
        <translation>Acurácia: pela referência neste computador, conjunto rotulado %1, %2.</translation>
    </message>
    <message>
        <source>Accuracy: on the board itself, labelled set %1, %2.</source>
        <translation>Acurácia: na própria placa, conjunto rotulado %1, %2.</translation>
    </message>
    <message>
        <source>Each breaks at least one budget. Loosen one, or make a smaller variant.</source>
        <translation>Cada uma estoura ao menos um orçamento. Afrouxe um ou faça uma variante menor.</translation>
    </message>
    <message>
        <source>Each that was measured breaks at least one budget. Not measured on this board yet: %1.</source>
        <translation>Cada uma das medidas estoura ao menos um orçamento. Ainda não medidas nesta placa: %1.</translation>
    </message>
    <message>
        <source>Energy at most</source>
        <translation>Energia no máximo</translation>
    </message>
    <message>
        <source>Energy was measured of none of them, so its budget cannot be checked.</source>
        <translation>A energia não foi medida em nenhuma delas, então seu orçamento não pode ser verificado.</translation>
    </message>
    <message>
        <source>Energy was measured of none of them. The time awake stands in for it in the order.</source>
        <translation>A energia não foi medida em nenhuma delas. O tempo acordada a substitui na ordem.</translation>
    </message>
    <message>
        <source>Flash at most</source>
        <translation>Flash no máximo</translation>
    </message>
    <message>
        <source>It costs as little as the next and is more accurate.</source>
        <translation>Custa tão pouco quanto a próxima e tem acurácia maior.</translation>
    </message>
    <message>
        <source>It is as good as the next and needs less RAM.</source>
        <translation>É tão boa quanto a próxima e precisa de menos RAM.</translation>
    </message>
    <message>
        <source>It is as good as the next and needs less flash.</source>
        <translation>É tão boa quanto a próxima e precisa de menos flash.</translation>
    </message>
    <message>
        <source>It is as good as the next.</source>
        <translation>É tão boa quanto a próxima.</translation>
    </message>
    <message>
        <source>It is the only one that keeps every budget.</source>
        <translation>É a única que cumpre todos os orçamentos.</translation>
    </message>
    <message>
        <source>It takes as little energy as the next and is awake for less time.</source>
        <translation>Gasta tão pouca energia quanto a próxima e fica menos tempo acordada.</translation>
    </message>
    <message>
        <source>Latency at most</source>
        <translation>Latência no máximo</translation>
    </message>
    <message>
        <source>Measure the variants on this board first: drop one on its card and press F5.</source>
        <translation>Meça primeiro as variantes nesta placa: solte uma no cartão dela e pressione F5.</translation>
    </message>
    <message>
        <source>Measured of none of them: %1.</source>
        <translation>Não medido em nenhuma delas: %1.</translation>
    </message>
    <message>
        <source>No other that keeps every budget is known to be within %1 points of the most accurate.</source>
        <translation>De nenhuma outra que cabe em todos os orçamentos se sabe que fica a até %1 pontos da mais acurada.</translation>
    </message>
    <message>
        <source>None keeps every budget for sure</source>
        <translation>Nenhuma cumpre com certeza todos os orçamentos</translation>
    </message>
    <message>
        <source>None of them is known to be within %1 points of the most accurate.</source>
        <translation>De nenhuma delas se sabe que fica a até %1 pontos da mais acurada.</translation>
    </message>
    <message>
        <source>Of those that keep every budget and are as accurate it is the fastest.</source>
        <translation>Das que cumprem todos os orçamentos com a mesma acurácia, é a mais rápida.</translation>
    </message>
    <message>
        <source>Of those that keep every budget it is the most accurate.</source>
        <translation>Das que cumprem todos os orçamentos, é a de maior acurácia.</translation>
    </message>
    <message>
        <source>Of those that keep every budget it is the shortest awake.</source>
        <translation>Das que cabem em todos os orçamentos, é a que fica menos tempo acordada.</translation>
    </message>
    <message>
        <source>Of those that keep every budget it takes the least energy.</source>
        <translation>Das que cumprem todos os orçamentos, é a que gasta menos energia.</translation>
    </message>
    <message>
        <source>Of those within the budgets and within %1 points of the most accurate it is the shortest awake.</source>
        <translation>Das que cabem nos orçamentos e ficam a até %1 pontos da mais acurada, é a que fica menos tempo acordada.</translation>
    </message>
    <message>
        <source>Of those within the budgets and within %1 points of the most accurate it takes the least energy.</source>
        <translation>Das que cabem nos orçamentos e ficam a até %1 pontos da mais acurada, é a que gasta menos energia.</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>RAM at most</source>
        <translation>RAM no máximo</translation>
    </message>
    <message>
        <source>Ship %1</source>
        <translation>Entregue %1</translation>
    </message>
    <message>
        <source>The others</source>
        <translation>As outras</translation>
    </message>
    <message>
        <source>There is nothing to choose from</source>
        <translation>Não há nada para escolher</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Por que não</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>acurácia</translation>
    </message>
    <message>
        <source>accuracy %1, %2 points below %3</source>
        <translation>acurácia %1, %2 pontos abaixo de %3</translation>
    </message>
    <message>
        <source>accuracy not known: %1</source>
        <translation>acurácia não conhecida: %1</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>energia</translation>
    </message>
    <message>
        <source>energy simulated</source>
        <translation>energia simulada</translation>
    </message>
    <message>
        <source>flash</source>
        <translation>flash</translation>
    </message>
    <message>
        <source>inputs not counted</source>
        <translation>entradas não contadas</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>latência</translation>
    </message>
    <message>
        <source>more than %1 points less accurate than the most accurate: %2</source>
        <translation>mais de %1 pontos menos acurada que a mais acurada: %2</translation>
    </message>
    <message>
        <source>not known: %1</source>
        <translation>não se sabe: %1</translation>
    </message>
    <message>
        <source>not measured on this board</source>
        <translation>não medida nesta placa</translation>
    </message>
    <message>
        <source>would do too: %1</source>
        <translation>também serviria: %1</translation>
    </message>
</context>
<context>
    <name>PowerChart</name>
    <message>
        <source>%1 in sight, from %2 to %3</source>
        <translation>%1 à vista, de %2 a %3</translation>
    </message>
    <message>
        <source>Current (%1)</source>
        <translation>Corrente (%1)</translation>
    </message>
    <message>
        <source>Current over time</source>
        <translation>Corrente ao longo do tempo</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marca</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>Tempo (s)</translation>
    </message>
</context>
<context>
    <name>PowerFiles</name>
    <message>
        <source>Export the trace</source>
        <translation>Exportar o traço</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Abrir uma gravação</translation>
    </message>
    <message>
        <source>Record the trace</source>
        <translation>Gravar o traço</translation>
    </message>
    <message>
        <source>Recordings (*%1)</source>
        <translation>Gravações (*%1)</translation>
    </message>
</context>
<context>
    <name>PowerLayout</name>
    <message>
        <source>%1 samples lost</source>
        <translation>%1 amostras perdidas</translation>
    </message>
    <message>
        <source>Average of the last second: %1</source>
        <translation>Média do último segundo: %1</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Acompanhar</translation>
    </message>
    <message>
        <source>Live, %1:</source>
        <translation>Ao vivo, %1:</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medir</translation>
    </message>
    <message>
        <source>Measures what is in sight (M)</source>
        <translation>Mede o que está à vista (M)</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Recorded %1, %2 in %3</source>
        <translation>%1 gravados, %2 em %3</translation>
    </message>
    <message>
        <source>Recording %1, %2 to %3</source>
        <translation>Gravando %1, %2 em %3</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>Gravar…</translation>
    </message>
    <message>
        <source>SHIFT-drag measures time, charge and energy; the wheel zooms, dragging moves.</source>
        <translation>Arrastar com SHIFT mede tempo, carga e energia; a roda aproxima, arrastar move.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Parar a gravação</translation>
    </message>
    <message>
        <source>The marked stretch as CSV or for Power Profiler; all that is kept where nothing is marked</source>
        <translation>O trecho marcado em CSV ou para o Power Profiler; tudo o que está guardado se nada estiver marcado</translation>
    </message>
    <message>
        <source>Writes every sample to a file while it is taken, until the trace ends</source>
        <translation>Grava cada amostra em um arquivo assim que é medida, até o fim do traço</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Aproximar (+)</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Afastar (-)</translation>
    </message>
    <message>
        <source>Δt %1   charge %2   energy %3   average %4   peak %5</source>
        <translation>Δt %1   carga %2   energia %3   média %4   pico %5</translation>
    </message>
</context>
<context>
    <name>PowerPage</name>
    <message>
        <source>%1 samples a second</source>
        <translation>%1 amostras por segundo</translation>
    </message>
    <message>
        <source>Choose a power meter</source>
        <translation>Escolher um medidor de energia</translation>
    </message>
    <message>
        <source>Export the trace…</source>
        <translation>Exportar o traço…</translation>
    </message>
    <message>
        <source>Follow the trace</source>
        <translation>Acompanhar o traço</translation>
    </message>
    <message>
        <source>Latency, memory and accuracy are measured without one; runs have no energy until then.</source>
        <translation>Latência, memória e acurácia são medidas sem um; até lá as execuções não têm energia.</translation>
    </message>
    <message>
        <source>Measure what is in sight</source>
        <translation>Medir o que está à vista</translation>
    </message>
    <message>
        <source>No power meter is chosen.</source>
        <translation>Nenhum medidor de energia foi escolhido.</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Abrir uma gravação…</translation>
    </message>
    <message>
        <source>Opening the meter …</source>
        <translation>Abrindo o medidor …</translation>
    </message>
    <message>
        <source>Record the trace, or end its recording</source>
        <translation>Gravar o traço ou encerrar a gravação</translation>
    </message>
    <message>
        <source>Show all of the trace</source>
        <translation>Mostrar todo o traço</translation>
    </message>
    <message>
        <source>Start or stop the live trace</source>
        <translation>Iniciar ou parar o traço ao vivo</translation>
    </message>
    <message>
        <source>Wrote %1 samples to %2.</source>
        <translation>%1 amostras gravadas em %2.</translation>
    </message>
    <message>
        <source>cut off: its recording was never closed</source>
        <translation>interrompida: a gravação nunca foi fechada</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simulado</translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>Agent, wire, planner</source>
        <translation>Agente, wire, planejador</translation>
    </message>
    <message>
        <source>Benchwright, Python</source>
        <translation>Benchwright, Python</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Board file SHA-256</source>
        <translation>SHA-256 do arquivo da placa</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Compiler</source>
        <translation>Compilador</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Emulator</source>
        <translation>Emulador</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fim</translation>
    </message>
    <message>
        <source>Firmware SHA-256</source>
        <translation>SHA-256 do firmware</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Computador</translation>
    </message>
    <message>
        <source>Inputs SHA-256</source>
        <translation>SHA-256 das entradas</translation>
    </message>
    <message>
        <source>Inputs from</source>
        <translation>Entradas de</translation>
    </message>
    <message>
        <source>Pack SHA-256</source>
        <translation>SHA-256 do pacote</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocolo</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
    <message>
        <source>Samples, windows, warm-up</source>
        <translation>Amostras, janelas, aquecimento</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>Validade</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Variant SHA-256</source>
        <translation>SHA-256 da variante</translation>
    </message>
    <message>
        <source>on the device&apos;s clock</source>
        <translation>no relógio do dispositivo</translation>
    </message>
</context>
<context>
    <name>ProvenanceTab</name>
    <message>
        <source>Copy repro block</source>
        <translation>Copiar bloco de reprodução</translation>
    </message>
    <message>
        <source>Copy this value</source>
        <translation>Copiar este valor</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>#</source>
        <translation>Nº</translation>
    </message>
    <message>
        <source>%1 instructions</source>
        <translation>%1 instruções</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Asked for: %1</source>
        <translation>Pedido para: %1</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Tentativa</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medido</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Not time of a board.</source>
        <translation>Não é tempo de uma placa.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredito</translation>
    </message>
    <message>
        <source>What stood in the way</source>
        <translation>O que impediu</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>degradada</translation>
    </message>
    <message>
        <source>done</source>
        <translation>pronta</translation>
    </message>
    <message>
        <source>emulated</source>
        <translation>emulado</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>com falha</translation>
    </message>
    <message>
        <source>hardware</source>
        <translation>hardware</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>inválida</translation>
    </message>
    <message>
        <source>native</source>
        <translation>nativo</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>em quarentena</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>na fila</translation>
    </message>
    <message>
        <source>running</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>pulada</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válida</translation>
    </message>
</context>
<context>
    <name>RateWords</name>
    <message>
        <source>MAC/cycle</source>
        <translation>MAC/ciclo</translation>
    </message>
    <message>
        <source>MAC/instruction</source>
        <translation>MAC/instrução</translation>
    </message>
    <message>
        <source>above the band</source>
        <translation>acima da faixa</translation>
    </message>
    <message>
        <source>below the band</source>
        <translation>abaixo da faixa</translation>
    </message>
    <message>
        <source>impossible</source>
        <translation>impossível</translation>
    </message>
</context>
<context>
    <name>RemoteSection</name>
    <message>
        <source>Add port</source>
        <translation>Adicionar porta</translation>
    </message>
    <message>
        <source>Address of a port</source>
        <translation>Endereço de uma porta</translation>
    </message>
    <message>
        <source>Address of the labgrid coordinator</source>
        <translation>Endereço do coordenador labgrid</translation>
    </message>
    <message>
        <source>Boards of a labgrid lab, held for the time of a run.</source>
        <translation>Placas de um laboratório labgrid, reservadas durante uma execução.</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>Esquecer %1</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Procurar de novo</translation>
    </message>
    <message>
        <source>No lab is used.</source>
        <translation>Nenhum laboratório em uso.</translation>
    </message>
    <message>
        <source>Ports that another computer serves: rfc2217://HOST:PORT or socket://HOST:PORT.</source>
        <translation>Portas servidas por outro computador: rfc2217://HOST:PORT ou socket://HOST:PORT.</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>Remoto</translation>
    </message>
    <message>
        <source>This lab has no places.</source>
        <translation>Este laboratório não tem lugares.</translation>
    </message>
    <message>
        <source>Use this lab</source>
        <translation>Usar este laboratório</translation>
    </message>
    <message>
        <source>labgrid coordinator, such as lab:20408</source>
        <translation>coordenador labgrid, como lab:20408</translation>
    </message>
</context>
<context>
    <name>ReportOptions</name>
    <message>
        <source>Baseline of the report</source>
        <translation>Linha de base do relatório</translation>
    </message>
    <message>
        <source>Baseline: as marked</source>
        <translation>Linha de base: a marcada</translation>
    </message>
    <message>
        <source>Board × model</source>
        <translation>Placa × modelo</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Gráficos</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>How fast is which variant on which board?</source>
        <translation>Quão rápida é cada variante em cada placa?</translation>
    </message>
    <message>
        <source>Language and letterhead</source>
        <translation>Idioma e cabeçalho</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Idioma do relatório</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Visão geral</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>Regressão</translation>
    </message>
    <message>
        <source>Repro block</source>
        <translation>Bloco de reprodução</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Rules broken</source>
        <translation>Regras violadas</translation>
    </message>
    <message>
        <source>Run by run</source>
        <translation>Execução por execução</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Seções</translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation>Tabela de execuções</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modelo de relatório</translation>
    </message>
    <message>
        <source>What every run is held against</source>
        <translation>Com o que cada execução é comparada</translation>
    </message>
    <message>
        <source>What got worse since the version before?</source>
        <translation>O que piorou desde a versão anterior?</translation>
    </message>
    <message>
        <source>Which variant wins against the baseline, by how much?</source>
        <translation>Qual variante vence a linha de base, e por quanto?</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>%1 was written.</source>
        <translation>%1 foi gravado em disco.</translation>
    </message>
    <message>
        <source>As it will be printed</source>
        <translation>Como será impresso</translation>
    </message>
    <message>
        <source>Choose the newest</source>
        <translation>Escolher as mais recentes</translation>
    </message>
    <message>
        <source>Choose the runs to report.</source>
        <translation>Escolha as execuções do relatório.</translation>
    </message>
    <message>
        <source>Copy the report&apos;s tables as Markdown</source>
        <translation>Copiar as tabelas do relatório como Markdown</translation>
    </message>
    <message>
        <source>Enlarge the preview</source>
        <translation>Ampliar a prévia</translation>
    </message>
    <message>
        <source>Fit the preview to the width</source>
        <translation>Ajustar a prévia à largura</translation>
    </message>
    <message>
        <source>Go to the bench</source>
        <translation>Ir para a bancada</translation>
    </message>
    <message>
        <source>Measure a model first.</source>
        <translation>Meça um modelo primeiro.</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Página %1 de %2</translation>
    </message>
    <message>
        <source>Page %1, setting %2 …</source>
        <translation>Página %1, compondo %2…</translation>
    </message>
    <message>
        <source>Setting the pages …</source>
        <translation>Compondo as páginas…</translation>
    </message>
    <message>
        <source>Show in Runs</source>
        <translation>Mostrar em Execuções</translation>
    </message>
    <message>
        <source>Shrink the preview</source>
        <translation>Reduzir a prévia</translation>
    </message>
    <message>
        <source>The tables are on the clipboard.</source>
        <translation>As tabelas estão na área de transferência.</translation>
    </message>
    <message>
        <source>There is no run to report yet.</source>
        <translation>Ainda não há execução para relatar.</translation>
    </message>
    <message>
        <source>Write the report as CSV</source>
        <translation>Gravar o relatório como CSV</translation>
    </message>
    <message>
        <source>Write the report as HTML</source>
        <translation>Gravar o relatório como HTML</translation>
    </message>
    <message>
        <source>Write the report as JSON</source>
        <translation>Gravar o relatório como JSON</translation>
    </message>
    <message>
        <source>Write the report as JUnit</source>
        <translation>Gravar o relatório como JUnit</translation>
    </message>
    <message>
        <source>Write the report as PDF</source>
        <translation>Gravar o relatório como PDF</translation>
    </message>
</context>
<context>
    <name>ReportsSection</name>
    <message>
        <source>Reports</source>
        <translation>Relatórios</translation>
    </message>
    <message>
        <source>What stands at the head of every report, in the window and on the command line.</source>
        <translation>O que fica no cabeçalho de todo relatório, na janela e na linha de comando.</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>%1 runs are kept in memory, not yet saved: the database did not take them.</source>
        <translation>Execuções mantidas na memória, ainda não salvas: %1. O banco de dados não as aceitou.</translation>
    </message>
    <message>
        <source>A run is kept in memory, not yet saved: the database did not take it.</source>
        <translation>Uma execução está mantida na memória, ainda não salva: o banco de dados não a aceitou.</translation>
    </message>
    <message>
        <source>Database (*.db)</source>
        <translation>Banco de dados (*.db)</translation>
    </message>
    <message>
        <source>Save elsewhere …</source>
        <translation>Salvar em outro lugar…</translation>
    </message>
    <message>
        <source>Save the runs in another database</source>
        <translation>Salvar as execuções em outro banco de dados</translation>
    </message>
    <message>
        <source>Saved %1 runs in %2.</source>
        <translation>Execuções salvas em %2: %1.</translation>
    </message>
    <message>
        <source>Saved a run in %2.</source>
        <translation>Uma execução salva em %2.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>%1 equal samples</source>
        <translation>%1 amostras iguais</translation>
    </message>
    <message>
        <source>%1 exactly</source>
        <translation>%1 exatas</translation>
    </message>
    <message>
        <source>%1 predicted</source>
        <translation>%1 previstas</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 amostras</translation>
    </message>
    <message>
        <source>= same</source>
        <translation>= igual</translation>
    </message>
    <message>
        <source>Largest difference to desktop LiteRT: %1 steps</source>
        <translation>Maior diferença para o LiteRT do computador: %1 passos</translation>
    </message>
    <message>
        <source>Of the model file on held-out samples, as it came with it; not measured on this device.</source>
        <translation>Do arquivo do modelo em amostras separadas, como veio com ele; não medida neste dispositivo.</translation>
    </message>
    <message>
        <source>arena %1 planned, %2 touched; stack %3; static %4</source>
        <translation>arena %1 planejada, %2 tocados; pilha %3; estática %4</translation>
    </message>
    <message>
        <source>arena %1 planned; stack %3; static %4</source>
        <translation>arena %1 planejada; pilha %3; estática %4</translation>
    </message>
    <message>
        <source>arena not told; stack %3; static %4</source>
        <translation>arena não informada; pilha %3; estática %4</translation>
    </message>
    <message>
        <source>at %1 MHz</source>
        <translation>a %1 MHz</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>base</translation>
    </message>
    <message>
        <source>better</source>
        <translation>melhor</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>orçamento %1</translation>
    </message>
    <message>
        <source>bytes differ</source>
        <translation>bytes diferem</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>mais rápido</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>a menos</translation>
    </message>
    <message>
        <source>firmware %1, model %2</source>
        <translation>firmware %1, modelo %2</translation>
    </message>
    <message>
        <source>firmware %1, the model within</source>
        <translation>firmware %1, com o modelo embutido</translation>
    </message>
    <message>
        <source>from run to run it differs by up to %1</source>
        <translation>de uma execução para outra difere em até %1</translation>
    </message>
    <message>
        <source>held-out samples</source>
        <translation>amostras separadas</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>maior</translation>
    </message>
    <message>
        <source>less</source>
        <translation>a menos</translation>
    </message>
    <message>
        <source>median of %1</source>
        <translation>mediana de %1</translation>
    </message>
    <message>
        <source>median of %1 means</source>
        <translation>mediana de %1 médias</translation>
    </message>
    <message>
        <source>more</source>
        <translation>a mais</translation>
    </message>
    <message>
        <source>no meter</source>
        <translation>sem medidor</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>sem amostras</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>não conferida</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>não comparável</translation>
    </message>
    <message>
        <source>not counted on this device</source>
        <translation>não contadas neste dispositivo</translation>
    </message>
    <message>
        <source>not known for this model</source>
        <translation>não conhecida para este modelo</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>não medido</translation>
    </message>
    <message>
        <source>of %1 from %2 inputs</source>
        <translation>de %1 em %2 entradas</translation>
    </message>
    <message>
        <source>of %1 on the board</source>
        <translation>de %1 da placa</translation>
    </message>
    <message>
        <source>on the host</source>
        <translation>no computador</translation>
    </message>
    <message>
        <source>p50 %1, p95 %2, min %3, max %4</source>
        <translation>p50 %1, p95 %2, mín. %3, máx. %4</translation>
    </message>
    <message>
        <source>predicted %1, measured %2 (%3)</source>
        <translation>previstas %1, medidas %2 (%3)</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simulado</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>mais lento</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>menor</translation>
    </message>
    <message>
        <source>static %4 as the ELF says; stack and heap not measured</source>
        <translation>estática %4 segundo o ELF; pilha e heap não medidos</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>pior</translation>
    </message>
    <message>
        <source>✓ within</source>
        <translation>✓ dentro</translation>
    </message>
    <message>
        <source>✗ breaks</source>
        <translation>✗ estoura</translation>
    </message>
</context>
<context>
    <name>ResultCharts</name>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Metric of the version chart</source>
        <translation>Métrica do gráfico de versões</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Versions by</source>
        <translation>Versões por</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instruções</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Output parity</source>
        <translation>Paridade da saída</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Remove baseline</source>
        <translation>Remover linha de base</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Relatório</translation>
    </message>
    <message>
        <source>Set as baseline</source>
        <translation>Definir como linha de base</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>linha de base</translation>
    </message>
    <message>
        <source>last %1 versions</source>
        <translation>últimas %1 versões</translation>
    </message>
    <message>
        <source>of the last run</source>
        <translation>da última execução</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Add %1 to the queue</source>
        <translation>Pôr %1 na fila</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Equilibrado</translation>
    </message>
    <message>
        <source>Choose more models for the same boards</source>
        <translation>Escolher mais modelos para as mesmas placas</translation>
    </message>
    <message>
        <source>Does not fit %1: %2 needs %3, %4 are free</source>
        <translation>Não cabe em %1: %2 precisa de %3, há %4 livres</translation>
    </message>
    <message>
        <source>F5. Shift+F5 flashes only.</source>
        <translation>F5. Shift+F5 só grava.</translation>
    </message>
    <message>
        <source>F5: %1 models on %2 boards.</source>
        <translation>F5: %1 modelos em %2 placas.</translation>
    </message>
    <message>
        <source>Fits %1: arena %2 of %3, model %4 of %5</source>
        <translation>Cabe em %1: arena %2 de %3, modelo %4 de %5</translation>
    </message>
    <message>
        <source>Flash and test</source>
        <translation>Gravar e testar</translation>
    </message>
    <message>
        <source>Flash and test %1</source>
        <translation>Gravar e testar %1</translation>
    </message>
    <message>
        <source>Flash only</source>
        <translation>Só gravar</translation>
    </message>
    <message>
        <source>Least RAM</source>
        <translation>Menos RAM</translation>
    </message>
    <message>
        <source>Least time</source>
        <translation>Menos tempo</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>No model yet: drop a .tflite here</source>
        <translation>Nenhum modelo ainda: solte um .tflite aqui</translation>
    </message>
    <message>
        <source>Open a model file (Ctrl+O)</source>
        <translation>Abrir um arquivo de modelo (Ctrl+O)</translation>
    </message>
    <message>
        <source>Plan for</source>
        <translation>Planejar para</translation>
    </message>
    <message>
        <source>Shift+F5</source>
        <translation>Shift+F5</translation>
    </message>
    <message>
        <source>What models are planned for. Balanced: as little RAM as costs no time. Least RAM: whatever time it takes. Least time: the fastest kernels, whatever RAM they work in.</source>
        <translation>Para que os modelos são planejados. Equilibrado: o mínimo de RAM que não custa tempo. Menos RAM: custe o tempo que custar. Menos tempo: os kernels mais rápidos, seja qual for a RAM em que trabalham.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
</context>
<context>
    <name>RunCells</name>
    <message>
        <source>#</source>
        <translation>Nº</translation>
    </message>
    <message>
        <source>%1 B differ</source>
        <translation>%1 B diferem</translation>
    </message>
    <message>
        <source>Accuracy on the board, %</source>
        <translation>Acurácia na placa, %</translation>
    </message>
    <message>
        <source>Accuracy, %</source>
        <translation>Acurácia, %</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Linha de base</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Energy, µJ</source>
        <translation>Energia, µJ</translation>
    </message>
    <message>
        <source>Flash, kB</source>
        <translation>Flash, kB</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instruções</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>Latência, ms</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>No labelled set was run on this board with this version.</source>
        <translation>Nenhum conjunto rotulado foi executado nesta placa com esta versão.</translation>
    </message>
    <message>
        <source>On board, %</source>
        <translation>Na placa, %</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Parity</source>
        <translation>Paridade</translation>
    </message>
    <message>
        <source>RAM, kB</source>
        <translation>RAM, kB</translation>
    </message>
    <message>
        <source>Tags and note</source>
        <translation>Etiquetas e nota</translation>
    </message>
    <message>
        <source>There is no earlier version on this board.</source>
        <translation>Não há versão anterior nesta placa.</translation>
    </message>
    <message>
        <source>There is no other run that is the baseline.</source>
        <translation>Não há outra execução que seja a linha de base.</translation>
    </message>
    <message>
        <source>This run cannot be read: %1</source>
        <translation>Esta execução não pode ser lida: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>Validade</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>em relação a %1</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>arquivada</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>linha de base</translation>
    </message>
    <message>
        <source>bit-exact</source>
        <translation>idêntica bit a bit</translation>
    </message>
    <message>
        <source>net, an inference</source>
        <translation>líquida, por inferência</translation>
    </message>
    <message>
        <source>net, an inference; the meter was simulated</source>
        <translation>líquida, por inferência; o medidor era simulado</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>não comparável</translation>
    </message>
    <message>
        <source>p99, ms</source>
        <translation>p99, ms</translation>
    </message>
    <message>
        <source>regression against %1</source>
        <translation>regressão em relação a %1</translation>
    </message>
    <message>
        <source>top-1 on the board, set %1</source>
        <translation>top-1 na placa, conjunto %1</translation>
    </message>
    <message>
        <source>unchecked</source>
        <translation>não conferida</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>ilegível</translation>
    </message>
    <message>
        <source>Δ to baseline</source>
        <translation>Δ à linha de base</translation>
    </message>
    <message>
        <source>Δ to previous</source>
        <translation>Δ à anterior</translation>
    </message>
</context>
<context>
    <name>RunChanges</name>
    <message>
        <source>Archive %1</source>
        <translation>Arquivar %1</translation>
    </message>
    <message>
        <source>Archive %1 runs</source>
        <translation>Arquivar %1 execuções</translation>
    </message>
    <message>
        <source>Archived %1 runs. Ctrl+Z brings them back.</source>
        <translation>Execuções arquivadas: %1. Ctrl+Z as traz de volta.</translation>
    </message>
    <message>
        <source>Archived %1. Ctrl+Z brings it back.</source>
        <translation>%1 arquivada. Ctrl+Z a traz de volta.</translation>
    </message>
    <message>
        <source>Brought back %1 runs.</source>
        <translation>Execuções trazidas de volta: %1.</translation>
    </message>
    <message>
        <source>Brought back %1.</source>
        <translation>%1 trazida de volta.</translation>
    </message>
    <message>
        <source>Change the note of %1</source>
        <translation>Alterar a nota de %1</translation>
    </message>
    <message>
        <source>Change the tags of %1</source>
        <translation>Alterar as etiquetas de %1</translation>
    </message>
    <message>
        <source>Remove a tag from %1 runs</source>
        <translation>Remover uma etiqueta de %1 execuções</translation>
    </message>
    <message>
        <source>Remove a tag from a run</source>
        <translation>Remover uma etiqueta de uma execução</translation>
    </message>
    <message>
        <source>Remove the baseline %1</source>
        <translation>Remover a linha de base %1</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>Restaurar %1</translation>
    </message>
    <message>
        <source>Restore %1 runs</source>
        <translation>Restaurar %1 execuções</translation>
    </message>
    <message>
        <source>Set %1 as baseline</source>
        <translation>Definir %1 como linha de base</translation>
    </message>
    <message>
        <source>Tag %1 runs</source>
        <translation>Etiquetar %1 execuções</translation>
    </message>
    <message>
        <source>Tag a run</source>
        <translation>Etiquetar uma execução</translation>
    </message>
</context>
<context>
    <name>RunChoice</name>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%1 de %2 escolhidas</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Choose all that are shown</source>
        <translation>Escolher todas as mostradas</translation>
    </message>
    <message>
        <source>Choose none that is shown</source>
        <translation>Não escolher nenhuma das mostradas</translation>
    </message>
    <message>
        <source>Find runs</source>
        <translation>Buscar execuções</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhuma</translation>
    </message>
    <message>
        <source>Runs of the report</source>
        <translation>Execuções do relatório</translation>
    </message>
</context>
<context>
    <name>RunChooser</name>
    <message>
        <source>%1 of %2 runs are compared</source>
        <translation>%1 de %2 execuções em comparação</translation>
    </message>
    <message>
        <source>%1 of the newest %2 runs are compared; there are %3</source>
        <translation>%1 das %2 execuções mais recentes são comparadas; há %3</translation>
    </message>
    <message>
        <source>All found</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Compares every run of the list</source>
        <translation>Compara todas as execuções da lista</translation>
    </message>
    <message>
        <source>Compares the newest run of each version of the model measured last</source>
        <translation>Compara a execução mais recente de cada versão do último modelo medido</translation>
    </message>
    <message>
        <source>Find runs</source>
        <translation>Buscar execuções</translation>
    </message>
    <message>
        <source>Find runs to compare</source>
        <translation>Buscar execuções para comparar</translation>
    </message>
    <message>
        <source>Newest versions</source>
        <translation>Versões recentes</translation>
    </message>
    <message>
        <source>Runs to compare</source>
        <translation>Execuções a comparar</translation>
    </message>
    <message>
        <source>Words, or fields such as board:nano model:kws version:3 valid:yes</source>
        <translation>Palavras, ou campos como board:nano model:kws version:3 valid:yes</translation>
    </message>
</context>
<context>
    <name>RunDetail</name>
    <message>
        <source>%1 on %2 · %3</source>
        <translation>%1 em %2 · %3</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Console</translation>
    </message>
    <message>
        <source>Details of the run</source>
        <translation>Detalhes da execução</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Portão</translation>
    </message>
    <message>
        <source>Gate: %1, %2 rules</source>
        <translation>Portão: %1, %2 regras</translation>
    </message>
    <message>
        <source>Gate: %1, 1 rule</source>
        <translation>Portão: %1, 1 regra</translation>
    </message>
    <message>
        <source>Gate: not judged</source>
        <translation>Portão: não julgada</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Não pode ser lido.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Opens what each rule of %1 says</source>
        <translation>Abre o que diz cada regra de %1</translation>
    </message>
    <message>
        <source>Opens what stood in the way</source>
        <translation>Abre o que impediu</translation>
    </message>
    <message>
        <source>Ops</source>
        <translation>Operadores</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>Proveniência</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>This run cannot be shown.</source>
        <translation>Esta execução não pode ser mostrada.</translation>
    </message>
</context>
<context>
    <name>RunEcdfChart</name>
    <message>
        <source>At most</source>
        <translation>No máximo</translation>
    </message>
    <message>
        <source>Cumulative latency</source>
        <translation>Latência acumulada</translation>
    </message>
    <message>
        <source>Every sample is %1: the curve is one step.</source>
        <translation>Toda amostra é %1: a curva é um degrau.</translation>
    </message>
    <message>
        <source>Half of the inferences take at most %1, 90 % at most %2, 99 % at most %3.</source>
        <translation>Metade das inferências leva no máximo %1, 90 % no máximo %2, 99 % no máximo %3.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Share of inferences</source>
        <translation>Parcela das inferências</translation>
    </message>
    <message>
        <source>Share of inferences (%)</source>
        <translation>Parcela das inferências (%)</translation>
    </message>
    <message>
        <source>This run has no samples.</source>
        <translation>Esta execução não tem amostras.</translation>
    </message>
</context>
<context>
    <name>RunOrderChart</name>
    <message>
        <source>%1, %2 outliers (▲)</source>
        <translation>%1, %2 valores atípicos (▲)</translation>
    </message>
    <message>
        <source>%1, no outliers</source>
        <translation>%1, sem valores atípicos</translation>
    </message>
    <message>
        <source>%1, one outlier (▲)</source>
        <translation>%1, um valor atípico (▲)</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>Em ordem</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Latency in the order measured</source>
        <translation>Latência na ordem medida</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Amostra</translation>
    </message>
    <message>
        <source>This run has no samples.</source>
        <translation>Esta execução não tem amostras.</translation>
    </message>
    <message>
        <source>drifts by %1 from the first tenth to the last</source>
        <translation>deriva %1 do primeiro ao último décimo</translation>
    </message>
    <message>
        <source>median of part %1</source>
        <translation>mediana da parte %1</translation>
    </message>
    <message>
        <source>no drift</source>
        <translation>sem deriva</translation>
    </message>
    <message>
        <source>outlier, sample %1</source>
        <translation>valor atípico, amostra %1</translation>
    </message>
    <message>
        <source>sample %1</source>
        <translation>amostra %1</translation>
    </message>
    <message>
        <source>too few samples to tell a drift</source>
        <translation>amostras de menos para apontar uma deriva</translation>
    </message>
</context>
<context>
    <name>RunsLayout</name>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 de %2 execuções</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 execuções</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 execução</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Arquivar</translation>
    </message>
    <message>
        <source>Archive %1</source>
        <translation>Arquivar %1</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Arquivadas</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Escolher colunas</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Compare %1</source>
        <translation>Comparar %1</translation>
    </message>
    <message>
        <source>Every run is archived.</source>
        <translation>Todas as execuções estão arquivadas.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportar …</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>Histórico de alterações</translation>
    </message>
    <message>
        <source>No run fits this search.</source>
        <translation>Nenhuma execução corresponde a esta busca.</translation>
    </message>
    <message>
        <source>Remove baseline</source>
        <translation>Remover linha de base</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>Restaurar %1</translation>
    </message>
    <message>
        <source>Search for everything</source>
        <translation>Buscar tudo</translation>
    </message>
    <message>
        <source>Set as baseline</source>
        <translation>Definir como linha de base</translation>
    </message>
    <message>
        <source>Show archived runs</source>
        <translation>Mostrar execuções arquivadas</translation>
    </message>
    <message>
        <source>Show archived runs too</source>
        <translation>Mostrar também as execuções arquivadas</translation>
    </message>
    <message>
        <source>Tag …</source>
        <translation>Etiquetar…</translation>
    </message>
    <message>
        <source>This search cannot be read.</source>
        <translation>Esta busca não pode ser lida.</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Archive the selected runs</source>
        <translation>Arquivar as execuções selecionadas</translation>
    </message>
    <message>
        <source>Choose columns …</source>
        <translation>Escolher colunas…</translation>
    </message>
    <message>
        <source>Choose the policy of the gate …</source>
        <translation>Escolher a política do portão …</translation>
    </message>
    <message>
        <source>Compare the selected runs</source>
        <translation>Comparar as execuções selecionadas</translation>
    </message>
    <message>
        <source>Every flash and test ends as a run in this table.</source>
        <translation>Cada gravação com teste termina como uma execução nesta tabela.</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>Exportar execuções</translation>
    </message>
    <message>
        <source>Export the selected runs …</source>
        <translation>Exportar as execuções selecionadas …</translation>
    </message>
    <message>
        <source>Go to the bench</source>
        <translation>Ir para a bancada</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>Histórico de alterações</translation>
    </message>
    <message>
        <source>No run is selected</source>
        <translation>Nenhuma execução está selecionada</translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation>Nada foi medido ainda.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Set or remove the baseline</source>
        <translation>Definir ou remover a linha de base</translation>
    </message>
    <message>
        <source>Tag the selected runs …</source>
        <translation>Etiquetar as execuções selecionadas…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Web page (*.html);;Table (*.csv);;JSON (*.json)</source>
        <translation>Página web (*.html);;Tabela (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>With archived runs, or without</source>
        <translation>Com execuções arquivadas, ou sem</translation>
    </message>
    <message>
        <source>Wrote %1.</source>
        <translation>%1 foi escrito.</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>As they were at first</source>
        <translation>Como eram no início</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
</context>
<context>
    <name>ScatterChart</name>
    <message>
        <source> · ⚠ not valid: %1</source>
        <translation> · ⚠ não válidas: %1</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 contra %2</translation>
    </message>
    <message>
        <source>%1 against %2 of %3 runs. On the Pareto front: %4.</source>
        <translation>%1 por %2 de %3 execuções. Na fronteira de Pareto: %4.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 e mais %2</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Energy was not measured in these runs: it takes a power meter.</source>
        <translation>A energia não foi medida nestas execuções: é preciso um medidor de energia.</translation>
    </message>
    <message>
        <source>No run among these has both metrics.</source>
        <translation>Nenhuma destas execuções tem as duas métricas.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>Pareto</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>dominated</source>
        <translation>dominado</translation>
    </message>
    <message>
        <source>filled = Pareto front, hollow = dominated, n = %1</source>
        <translation>cheia = fronteira de Pareto, vazada = dominada, n = %1</translation>
    </message>
    <message>
        <source>front</source>
        <translation>fronteira</translation>
    </message>
    <message>
        <source>on the Pareto front</source>
        <translation>na fronteira de Pareto</translation>
    </message>
</context>
<context>
    <name>ScoringDialog</name>
    <message>
        <source>Accuracy of %1</source>
        <translation>Acurácia de %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>ScoringsTab</name>
    <message>
        <source>Accuracy runs of this version</source>
        <translation>Execuções de acurácia desta versão</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>Labelled set</source>
        <translation>Conjunto rotulado</translation>
    </message>
    <message>
        <source>Measure accuracy …</source>
        <translation>Medir acurácia …</translation>
    </message>
    <message>
        <source>Measure its accuracy, and choose a board there.</source>
        <translation>Meça a acurácia dela e escolha uma placa ali.</translation>
    </message>
    <message>
        <source>No accuracy run of this version is kept.</source>
        <translation>Nenhuma execução de acurácia desta versão está guardada.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open it for its other metrics.</source>
        <translation>Abra para ver as outras métricas.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Top-1, %</source>
        <translation>Top-1, %</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminada</translation>
    </message>
    <message>
        <source>stopped after %1</source>
        <translation>parada depois de %1</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>At character %1: </source>
        <translation>No caractere %1: </translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>Sugestões</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Buscar execuções</translation>
    </message>
    <message>
        <source>Search: words, board:… latency&lt;20ms valid:yes -tag:… &gt;30d</source>
        <translation>Buscar: palavras, board:… latency&lt;20ms valid:yes -tag:… &gt;30d</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source> on its volume</source>
        <translation> no volume dela</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no port of a server.</source>
        <translation>&quot;%1&quot; não é porta de um servidor.</translation>
    </message>
    <message>
        <source>%1 %2 The energy is missing.</source>
        <translation>%1 %2 Falta a energia.</translation>
    </message>
    <message>
        <source>%1 (%2) is %3, with issues: </source>
        <translation>%1 (%2) está %3, com problemas: </translation>
    </message>
    <message>
        <source>%1 MAC per cycle is above the band of a %2, %3 MAC to %4 MAC.</source>
        <translation>%1 MAC por ciclo está acima da faixa de um %2, de %3 MAC a %4 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per cycle is below the band of a %2, %3 MAC to %4 MAC.</source>
        <translation>%1 MAC por ciclo está abaixo da faixa de um %2, de %3 MAC a %4 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per cycle is in the band of a %2, %3 MAC to %4 MAC.</source>
        <translation>%1 MAC por ciclo está dentro da faixa de um %2, de %3 MAC a %4 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per cycle is more than a %2 can multiply, %3 MAC at best.</source>
        <translation>%1 MAC por ciclo é mais do que um %2 consegue multiplicar, no máximo %3 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per instruction is above the band of a %2, %3 MAC to %4 MAC.</source>
        <translation>%1 MAC por instrução está acima da faixa de um %2, de %3 MAC a %4 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per instruction is below the band of a %2, %3 MAC to %4 MAC.</source>
        <translation>%1 MAC por instrução está abaixo da faixa de um %2, de %3 MAC a %4 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per instruction is in the band of a %2, %3 MAC to %4 MAC.</source>
        <translation>%1 MAC por instrução está dentro da faixa de um %2, de %3 MAC a %4 MAC.</translation>
    </message>
    <message>
        <source>%1 MAC per instruction is more than a %2 can multiply, %3 MAC at best.</source>
        <translation>%1 MAC por instrução é mais do que um %2 consegue multiplicar, no máximo %3 MAC.</translation>
    </message>
    <message>
        <source>%1 No values came of: %2.</source>
        <translation>%1 Nenhum valor chegou de: %2.</translation>
    </message>
    <message>
        <source>%1 Or flash with one of its other tools: %2.</source>
        <translation>%1 Ou grave com outra de suas ferramentas: %2.</translation>
    </message>
    <message>
        <source>%1 Or join the group dialout.</source>
        <translation>%1 Ou entre no grupo dialout.</translation>
    </message>
    <message>
        <source>%1 So the energy is an estimate: windows of inferences were found by the steps of the current, and last as long as the device&apos;s own clock says.</source>
        <translation>%1 Por isso a energia é uma estimativa: as janelas de inferências foram achadas pelos degraus da corrente, e duram o que diz o relógio do próprio dispositivo.</translation>
    </message>
    <message>
        <source>%1 Steps of the current showed %2 of %3 windows as long as the device&apos;s own clock says. The energy is missing.</source>
        <translation>%1 Os degraus da corrente mostraram %2 de %3 janelas com a duração que diz o relógio do próprio dispositivo. Falta a energia.</translation>
    </message>
    <message>
        <source>%1 To search for the word itself, put it in &quot;quotes&quot;.</source>
        <translation>%1 Para buscar a própria palavra, ponha-a entre &quot;aspas&quot;.</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 contra %2</translation>
    </message>
    <message>
        <source>%1 are plugged in</source>
        <translation>há %1 na USB</translation>
    </message>
    <message>
        <source>%1 at %2 cannot run on %3.</source>
        <translation>%1 em %2 não pode rodar em %3.</translation>
    </message>
    <message>
        <source>%1 beginnings and %2 ends of frames</source>
        <translation>%1 começos e %2 fins de quadros</translation>
    </message>
    <message>
        <source>%1 belongs to the bootloader, which ends at %2.</source>
        <translation>%1 pertence ao bootloader, que termina em %2.</translation>
    </message>
    <message>
        <source>%1 bytes are no whole number of entries</source>
        <translation>%1 bytes não são um número inteiro de entradas</translation>
    </message>
    <message>
        <source>%1 bytes at %2 are outside the flash of %3 bytes</source>
        <translation>%1 bytes em %2 estão fora da flash de %3 bytes</translation>
    </message>
    <message>
        <source>%1 bytes at %2 do not fit its flash of %3 bytes.</source>
        <translation>%1 bytes em %2 não cabem na flash de %3 bytes.</translation>
    </message>
    <message>
        <source>%1 bytes at %2 lie outside the pack</source>
        <translation>%1 bytes em %2 estão fora do pacote</translation>
    </message>
    <message>
        <source>%1 bytes go to %2; its flash lies at %3 to %4.</source>
        <translation>%1 bytes vão para %2; a flash fica de %3 a %4.</translation>
    </message>
    <message>
        <source>%1 cannot be converted.</source>
        <translation>%1 não pode ser convertido.</translation>
    </message>
    <message>
        <source>%1 cannot be measured by the rules of MLPerf Tiny.</source>
        <translation>%1 não pode ser medido pelas regras do MLPerf Tiny.</translation>
    </message>
    <message>
        <source>%1 cannot be opened as a recording.</source>
        <translation>%1 não pode ser aberto como gravação.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 não pode ser alcançado.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a TensorFlow Lite model.</source>
        <translation>%1 não pode ser lido como modelo TensorFlow Lite.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a sample of shape %2: %3.</source>
        <translation>%1 não pode ser lido como amostra da forma %2: %3.</translation>
    </message>
    <message>
        <source>%1 cannot be read as firmware.</source>
        <translation>%1 não pode ser lido como firmware.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 não pode ser lido.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 não pode ser lido: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be started: %2.</source>
        <translation>%1 não pode ser iniciado: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be the logo.</source>
        <translation>%1 não pode ser o logotipo.</translation>
    </message>
    <message>
        <source>%1 cannot be used as a data set.</source>
        <translation>%1 não pode ser usado como conjunto de dados.</translation>
    </message>
    <message>
        <source>%1 cannot be virtual: no emulator is set up for it.</source>
        <translation>%1 não pode ser virtual: nenhum emulador está configurado para ela.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 não pode ser escrito.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. %3</source>
        <translation>%1 não pode ser gravado: %2. %3</translation>
    </message>
    <message>
        <source>%1 cannot feed the device that way.</source>
        <translation>%1 não pode alimentar o dispositivo dessa forma.</translation>
    </message>
    <message>
        <source>%1 cannot supply %2 V.</source>
        <translation>%1 não pode fornecer %2 V.</translation>
    </message>
    <message>
        <source>%1 changed while it was used.</source>
        <translation>%1 mudou enquanto estava em uso.</translation>
    </message>
    <message>
        <source>%1 changes by points, not by parts of itself: write allow = &apos;1 point&apos;.</source>
        <translation>%1 muda em pontos, não em partes de si mesma: escreva allow = &apos;1 point&apos;.</translation>
    </message>
    <message>
        <source>%1 classes overflow its fixed-point sum; at most %2 fit</source>
        <translation>%1 classes estouram a soma em ponto fixo; cabem no máximo %2</translation>
    </message>
    <message>
        <source>%1 clusters are not within 2…%2</source>
        <translation>%1 clusters não estão entre 2…%2</translation>
    </message>
    <message>
        <source>%1 comes at %2 Hz by %3</source>
        <translation>%1 chega a %2 Hz, a cada %3</translation>
    </message>
    <message>
        <source>%1 damaged frames were repeated during the run.</source>
        <translation>%1 quadros danificados foram repetidos durante a execução.</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 dias</translation>
    </message>
    <message>
        <source>%1 degrees of freedom</source>
        <translation>%1 graus de liberdade</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s.</source>
        <translation>%1 não respondeu em %2 s.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 não respondeu.</translation>
    </message>
    <message>
        <source>%1 did not end within %2 s.</source>
        <translation>%1 não terminou em %2 s.</translation>
    </message>
    <message>
        <source>%1 differ from the model on the host.</source>
        <translation>%1 diferem do modelo no computador.</translation>
    </message>
    <message>
        <source>%1 does not fit the model&apos;s input.</source>
        <translation>%1 não serve à entrada do modelo.</translation>
    </message>
    <message>
        <source>%1 does not hold %2.</source>
        <translation>%1 não contém %2.</translation>
    </message>
    <message>
        <source>%1 does not run Benchwright&apos;s firmware.</source>
        <translation>%1 não roda o firmware do Benchwright.</translation>
    </message>
    <message>
        <source>%1 ended well, but did not say that it compared the flash.</source>
        <translation>%1 terminou bem, mas não disse ter comparado a flash.</translation>
    </message>
    <message>
        <source>%1 ended well, but did not say which chip it found.</source>
        <translation>%1 terminou bem, mas não disse qual chip encontrou.</translation>
    </message>
    <message>
        <source>%1 ended with exit code %2.</source>
        <translation>%1 terminou com o código de saída %2.</translation>
    </message>
    <message>
        <source>%1 frames arrived damaged.</source>
        <translation>%1 quadros chegaram danificados.</translation>
    </message>
    <message>
        <source>%1 has it open.</source>
        <translation>%1 a mantém aberta.</translation>
    </message>
    <message>
        <source>%1 has no build.toml: a port of the firmware is missing there.</source>
        <translation>%1 não tem build.toml: falta ali um port do firmware.</translation>
    </message>
    <message>
        <source>%1 holds %2 instead of %3</source>
        <translation>%1 contém %2 em vez de %3</translation>
    </message>
    <message>
        <source>%1 holds it.</source>
        <translation>%1 o detém.</translation>
    </message>
    <message>
        <source>%1 holds none.</source>
        <translation>%1 não contém nenhuma.</translation>
    </message>
    <message>
        <source>%1 holds the answers of another run.</source>
        <translation>%1 contém as respostas de outra execução.</translation>
    </message>
    <message>
        <source>%1 holds values that are not finite.</source>
        <translation>%1 contém valores que não são finitos.</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 horas</translation>
    </message>
    <message>
        <source>%1 inputs were measured; %2 are the rule.</source>
        <translation>%1 entradas foram medidas; a regra são %2.</translation>
    </message>
    <message>
        <source>%1 is a board of the same name.</source>
        <translation>%1 é uma placa de mesmo nome.</translation>
    </message>
    <message>
        <source>%1 is a model of %2.</source>
        <translation>%1 é um modelo de %2.</translation>
    </message>
    <message>
        <source>%1 is away, and did not come back within %2 s.</source>
        <translation>%1 está ausente e não voltou em %2 s.</translation>
    </message>
    <message>
        <source>%1 is heard, not loaded: it has no such files.</source>
        <translation>%1 é ouvido, não carregado: não tem tais arquivos.</translation>
    </message>
    <message>
        <source>%1 is invalid</source>
        <translation>%1 é inválida</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>Falta %1.</translation>
    </message>
    <message>
        <source>%1 is no firmware for %2.</source>
        <translation>%1 não é firmware para %2.</translation>
    </message>
    <message>
        <source>%1 is no multiple of %2</source>
        <translation>%1 não é múltiplo de %2</translation>
    </message>
    <message>
        <source>%1 is no serial port.</source>
        <translation>%1 não é uma porta serial.</translation>
    </message>
    <message>
        <source>%1 is none of: %2.</source>
        <translation>%1 não é nenhum destes: %2.</translation>
    </message>
    <message>
        <source>%1 is not empty.</source>
        <translation>%1 não está vazia.</translation>
    </message>
    <message>
        <source>%1 is not flashed with &apos;%2&apos;. %3</source>
        <translation>%1 não é gravada com &apos;%2&apos;. %3</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 não está lá.</translation>
    </message>
    <message>
        <source>%1 is nothing that text can be sent to.</source>
        <translation>%1 não é algo a que se possa enviar texto.</translation>
    </message>
    <message>
        <source>%1 is virtual: it draws no current that %2 could measure.</source>
        <translation>%1 é virtual: não consome corrente que %2 possa medir.</translation>
    </message>
    <message>
        <source>%1 is virtual: no current flows that a meter could measure.</source>
        <translation>%1 é virtual: não flui corrente que um medidor possa medir.</translation>
    </message>
    <message>
        <source>%1 labels for %2 samples</source>
        <translation>%1 rótulos para %2 amostras</translation>
    </message>
    <message>
        <source>%1 lies inside a page of %2 bytes, which is only erased as a whole.</source>
        <translation>%1 fica dentro de uma página de %2 bytes, que só pode ser apagada inteira.</translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation>%1 meses</translation>
    </message>
    <message>
        <source>%1 needs a representative set: it finds the ranges of the activations.</source>
        <translation>%1 precisa de um conjunto representativo: ele determina as faixas das ativações.</translation>
    </message>
    <message>
        <source>%1 of %2 answers are kept.</source>
        <translation>%1 de %2 respostas estão guardadas.</translation>
    </message>
    <message>
        <source>%1 of %2 bytes came within %3 s</source>
        <translation>chegaram %1 de %2 bytes em %3 s</translation>
    </message>
    <message>
        <source>%1 of %2 inputs are kept; it can go on from there.</source>
        <translation>%1 de %2 entradas estão guardadas; pode continuar a partir daí.</translation>
    </message>
    <message>
        <source>%1 of %2 is outside 1…%3</source>
        <translation>%1 de %2 está fora de 1…%3</translation>
    </message>
    <message>
        <source>%1 of %2 output bytes differ from the host build.</source>
        <translation>%1 de %2 bytes de saída diferem da compilação no computador.</translation>
    </message>
    <message>
        <source>%1 of the meter&apos;s samples of a window were lost; %2 are allowed.</source>
        <translation>%1 das amostras do medidor em uma janela se perderam; %2 são permitidos.</translation>
    </message>
    <message>
        <source>%1 of the meter&apos;s samples were lost.</source>
        <translation>%1 das amostras do medidor se perderam.</translation>
    </message>
    <message>
        <source>%1 of the meter&apos;s samples were lost; another USB port or cable may help.</source>
        <translation>%1 das amostras do medidor se perderam; outra porta ou outro cabo USB pode ajudar.</translation>
    </message>
    <message>
        <source>%1 of the meter&apos;s samples were lost; none came for %2 s: it stopped in the middle, or started anew.</source>
        <translation>%1 das amostras do medidor se perderam; durante %2 s não veio nenhuma: ele parou no meio, ou recomeçou.</translation>
    </message>
    <message>
        <source>%1 ops found, %2 announced</source>
        <translation>%1 operadores encontrados, %2 anunciados</translation>
    </message>
    <message>
        <source>%1 pJ per MAC is SIMULATED, and not held against published energies.</source>
        <translation>%1 pJ por MAC é de energia SIMULADA, e não é comparado com energias publicadas.</translation>
    </message>
    <message>
        <source>%1 pJ per MAC is above the band of a %2, from %3 pJ to %4 pJ.</source>
        <translation>%1 pJ por MAC está acima da faixa de um %2, de %3 pJ a %4 pJ.</translation>
    </message>
    <message>
        <source>%1 pJ per MAC is below the band of a %2, from %3 pJ to %4 pJ.</source>
        <translation>%1 pJ por MAC está abaixo da faixa de um %2, de %3 pJ a %4 pJ.</translation>
    </message>
    <message>
        <source>%1 pJ per MAC lies within the band of a %2, from %3 pJ to %4 pJ.</source>
        <translation>%1 pJ por MAC está dentro da faixa de um %2, de %3 pJ a %4 pJ.</translation>
    </message>
    <message>
        <source>%1 plugged in and ask for it: --flash-with %2, or the menu of its card.</source>
        <translation>%1 e peça: --flash-with %2, ou o menu do cartão dela.</translation>
    </message>
    <message>
        <source>%1 plugged in, then flash again.</source>
        <translation>%1 e grave de novo.</translation>
    </message>
    <message>
        <source>%1 read %2 of %3 bytes.</source>
        <translation>%1 leu %2 de %3 bytes.</translation>
    </message>
    <message>
        <source>%1 reads its model from the slot, and which one it is is not known.</source>
        <translation>%1 lê o modelo do slot, e não se sabe qual modelo está lá.</translation>
    </message>
    <message>
        <source>%1 refused %2.</source>
        <translation>%1 recusou %2.</translation>
    </message>
    <message>
        <source>%1 restarted by itself during %2.</source>
        <translation>%1 reiniciou sozinho durante: %2.</translation>
    </message>
    <message>
        <source>%1 right of %2</source>
        <translation>%1 certas de %2</translation>
    </message>
    <message>
        <source>%1 runs programs, and this is none.</source>
        <translation>%1 roda programas, e este não é um.</translation>
    </message>
    <message>
        <source>%1 said nothing for %2 s.</source>
        <translation>%1 ficou calado por %2 s.</translation>
    </message>
    <message>
        <source>%1 samples were at the end of the meter&apos;s range.</source>
        <translation>%1 amostras estavam no fim da faixa do medidor.</translation>
    </message>
    <message>
        <source>%1 samples were at the end of the range.</source>
        <translation>%1 amostras estavam no fim da faixa.</translation>
    </message>
    <message>
        <source>%1 scales along dimension %2 for %3 output channels along dimension %4</source>
        <translation>%1 escalas na dimensão %2 para %3 canais de saída na dimensão %4</translation>
    </message>
    <message>
        <source>%1 scales have %2 zero points</source>
        <translation>%1 escalas têm %2 pontos zero</translation>
    </message>
    <message>
        <source>%1 scores and %2 labels</source>
        <translation>%1 pontuações e %2 rótulos</translation>
    </message>
    <message>
        <source>%1 scores for windows of %2 files</source>
        <translation>%1 pontuações para janelas de %2 arquivos</translation>
    </message>
    <message>
        <source>%1 takes the connection, but does not answer as RFC 2217 asks: %2. It serves bare bytes, or serves somebody else.</source>
        <translation>%1 aceita a conexão, mas não responde como pede a RFC 2217: %2. Serve bytes crus, ou atende outro.</translation>
    </message>
    <message>
        <source>%1 times the mark was up for too short a time to be an inference.</source>
        <translation>%1 vezes a marca ficou em nível alto por tempo curto demais para uma inferência.</translation>
    </message>
    <message>
        <source>%1 undecided, %2 warned, %3 skipped</source>
        <translation>%1 sem decisão, %2 com aviso, %3 puladas</translation>
    </message>
    <message>
        <source>%1 values for %2 expected ones</source>
        <translation>%1 valores para %2 esperados</translation>
    </message>
    <message>
        <source>%1 vanished during %2.</source>
        <translation>%1 sumiu durante: %2.</translation>
    </message>
    <message>
        <source>%1 wake words were missed and %2 made up; the closed division allows %3 and %4.</source>
        <translation>%1 palavras de ativação foram perdidas e %2 inventadas; a divisão fechada permite %3 e %4.</translation>
    </message>
    <message>
        <source>%1 was answered %2</source>
        <translation>a resposta a %1 foi %2</translation>
    </message>
    <message>
        <source>%1 was ended by signal %2.</source>
        <translation>%1 foi encerrado pelo sinal %2.</translation>
    </message>
    <message>
        <source>%1 was reached; the closed division asks for %2.</source>
        <translation>%1 foi alcançado; a divisão fechada pede %2.</translation>
    </message>
    <message>
        <source>%1 was stopped. %2</source>
        <translation>%1 foi interrompido. %2</translation>
    </message>
    <message>
        <source>%1 was written by a newer Benchwright.</source>
        <translation>%1 foi escrito por um Benchwright mais novo.</translation>
    </message>
    <message>
        <source>%1 windows were metered; %2 are the rule.</source>
        <translation>%1 janelas foram medidas com o medidor; a regra são %2.</translation>
    </message>
    <message>
        <source>%1 windows were timed; %2 are the rule.</source>
        <translation>%1 janelas foram cronometradas; a regra são %2.</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 anos</translation>
    </message>
    <message>
        <source>%1, %2 bytes</source>
        <translation>%1, %2 bytes</translation>
    </message>
    <message>
        <source>%1: %2 of %3 findings failed, %4</source>
        <translation>%1: %2 de %3 constatações reprovadas, %4</translation>
    </message>
    <message>
        <source>%1: key &apos;%2&apos; is wrong.</source>
        <translation>%1: a chave &apos;%2&apos; está errada.</translation>
    </message>
    <message>
        <source>%1: no %2 of this computer is its own. %3</source>
        <translation>%1: neste computador não há %2 que seja dela. %3</translation>
    </message>
    <message>
        <source>%1: no object</source>
        <translation>%1: não é um objeto</translation>
    </message>
    <message>
        <source>%1; it is no address: %2</source>
        <translation>%1; não é um endereço: %2</translation>
    </message>
    <message>
        <source>%1; its firmware says %2</source>
        <translation>%1; o firmware dela diz %2</translation>
    </message>
    <message>
        <source>%1; no chip answered</source>
        <translation>%1; nenhum chip respondeu</translation>
    </message>
    <message>
        <source>%1; nothing answered</source>
        <translation>%1; nada respondeu</translation>
    </message>
    <message>
        <source>%1; the chip says %2</source>
        <translation>%1; o chip diz %2</translation>
    </message>
    <message>
        <source>%1; there is no board &apos;%2&apos;</source>
        <translation>%1; não existe a placa &apos;%2&apos;</translation>
    </message>
    <message>
        <source>%1its firmware says %2</source>
        <translation>%1o firmware dela diz %2</translation>
    </message>
    <message>
        <source>&apos;%1%2&apos; needs a number.</source>
        <translation>&apos;%1%2&apos; precisa de um número.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be part of a submission.</source>
        <translation>&apos;%1&apos; não pode fazer parte de uma submissão.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not run in an arena of %2 bytes.</source>
        <translation>&apos;%1&apos; não roda em uma arena de %2 bytes.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is never &apos;%2&apos;.</source>
        <translation>&apos;%1&apos; nunca é &apos;%2&apos;.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no VID:PID in lower-case hex, such as &apos;0483:374b&apos;.</source>
        <translation>&apos;%1&apos; não é um VID:PID em hexadecimal minúsculo, como &apos;0483:374b&apos;.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address of a port.</source>
        <translation>&apos;%1&apos; não é endereço de uma porta.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no form of data set that is known here.</source>
        <translation>&apos;%1&apos; não é uma forma de conjunto de dados conhecida aqui.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no name that a board can be told.</source>
        <translation>&apos;%1&apos; não é nome que se possa passar a uma placa.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number.</source>
        <translation>&apos;%1&apos; não é um número.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no option of %2; known: %3.</source>
        <translation>&apos;%1&apos; não é opção de %2; conhecidas: %3.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no value of &apos;%2&apos;.</source>
        <translation>&apos;%1&apos; não é um valor de &apos;%2&apos;.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no way to reach a port.</source>
        <translation>&apos;%1&apos; não é um modo de alcançar uma porta.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is none of: %2.</source>
        <translation>&apos;%1&apos; não é nenhum de: %2.</translation>
    </message>
    <message>
        <source>&apos;%1:&apos; needs a value.</source>
        <translation>&apos;%1:&apos; precisa de um valor.</translation>
    </message>
    <message>
        <source>A %1 gives %2, the run had %3: it needs a converter. As if not, by %4: %5.</source>
        <translation>Uma %1 fornece %2, a execução teve %3: é preciso um conversor. Como se não fosse, por %4: %5.</translation>
    </message>
    <message>
        <source>A UF2 bootloader cannot be read.</source>
        <translation>Um bootloader UF2 não pode ser lido.</translation>
    </message>
    <message>
        <source>A UF2 region must begin at a multiple of %1 bytes: %2.</source>
        <translation>Uma região UF2 deve começar em um múltiplo de %1 bytes: %2.</translation>
    </message>
    <message>
        <source>A checksum in the PNG is wrong.</source>
        <translation>Uma soma de verificação do PNG está errada.</translation>
    </message>
    <message>
        <source>A gain error of %1 is assumed of it, and not %2 as of a calibrated one.</source>
        <translation>Supõe-se dele um erro de ganho de %1, e não de %2 como de um calibrado.</translation>
    </message>
    <message>
        <source>A loop of %1 instructions took %2 ticks; the emulator&apos;s settings say %3.</source>
        <translation>Um laço de %1 instruções levou %2 ticks; os ajustes do emulador dizem %3.</translation>
    </message>
    <message>
        <source>A meter %1 has no input for the mark line.</source>
        <translation>Um medidor %1 não tem entrada para a linha de marca.</translation>
    </message>
    <message>
        <source>A meter %1 has no input for the time stamp line, so nobody knows when an inference ran.</source>
        <translation>Um medidor %1 não tem entrada para a linha de carimbo de tempo, logo ninguém sabe quando uma inferência rodou.</translation>
    </message>
    <message>
        <source>A power meter is of use for energy only.</source>
        <translation>Um medidor de energia só serve para energia.</translation>
    </message>
    <message>
        <source>A quote is not closed.</source>
        <translation>Uma aspa não foi fechada.</translation>
    </message>
    <message>
        <source>A record of it is damaged: %1.</source>
        <translation>Um registro dele está danificado: %1.</translation>
    </message>
    <message>
        <source>A regulator makes %1 of the %2 at %3 efficiency, asleep as well.</source>
        <translation>Um regulador faz %1 dos %2 com eficiência de %3, também em repouso.</translation>
    </message>
    <message>
        <source>A report ends in .html, .pdf, .csv, .json or .xml.</source>
        <translation>Um relatório termina em .html, .pdf, .csv, .json ou .xml.</translation>
    </message>
    <message>
        <source>A row has %1 bytes; %2.</source>
        <translation>Uma linha tem %1 bytes; %2.</translation>
    </message>
    <message>
        <source>A screen</source>
        <translation>Uma tela</translation>
    </message>
    <message>
        <source>A side of the SVG is %1; %2 is the limit.</source>
        <translation>Um lado do SVG é %1; o limite é %2.</translation>
    </message>
    <message>
        <source>A simulated meter sees the mark line of the virtual board &apos;native&apos; only, and %1 is another device.</source>
        <translation>Um medidor simulado vê só a linha de marca da placa virtual &apos;native&apos;, e %1 é outro dispositivo.</translation>
    </message>
    <message>
        <source>A simulated meter sees the mark line of the virtual board &apos;native&apos; only, and there is none on the bench.</source>
        <translation>Um medidor simulado só vê a linha de marca da placa virtual &apos;native&apos;, e não há nenhuma na bancada.</translation>
    </message>
    <message>
        <source>A simulated one stands in front of a virtual board only.</source>
        <translation>Um simulado só fica diante de uma placa virtual.</translation>
    </message>
    <message>
        <source>A style of the SVG loads something from elsewhere.</source>
        <translation>Um estilo do SVG carrega algo de outro lugar.</translation>
    </message>
    <message>
        <source>A text in it is not UTF-8.</source>
        <translation>Um texto nele não é UTF-8.</translation>
    </message>
    <message>
        <source>A window has %1 inferences; %2 are the rule.</source>
        <translation>Uma janela tem %1 inferências; a regra são %2.</translation>
    </message>
    <message>
        <source>A window has one inference: its count was not repeated.</source>
        <translation>Uma janela tem uma só inferência: a contagem não foi repetida.</translation>
    </message>
    <message>
        <source>A window has one sample: it was not repeated.</source>
        <translation>Uma janela tem uma só amostra: não foi repetida.</translation>
    </message>
    <message>
        <source>A window held %1 inferences; %2 are the rule.</source>
        <translation>Uma janela teve %1 inferências; a regra são %2.</translation>
    </message>
    <message>
        <source>A window lasted %1 s; %2 s are the rule.</source>
        <translation>Uma janela durou %1 s; a regra são %2 s.</translation>
    </message>
    <message>
        <source>A window lasts fewer than 20 samples.</source>
        <translation>Uma janela dura menos de 20 amostras.</translation>
    </message>
    <message>
        <source>A window took %1 s of the %2 s that were asked for.</source>
        <translation>Uma janela levou %1 s dos %2 s pedidos.</translation>
    </message>
    <message>
        <source>AUC needs samples of both kinds</source>
        <translation>a AUC precisa de amostras dos dois tipos</translation>
    </message>
    <message>
        <source>AUC needs samples of two classes at least</source>
        <translation>a AUC precisa de amostras de pelo menos duas classes</translation>
    </message>
    <message>
        <source>Add a port (docs/add-a-board.md), or measure firmware of your own: --firmware FILE</source>
        <translation>Adicione um port (docs/add-a-board.md) ou meça um firmware seu: --firmware FILE</translation>
    </message>
    <message>
        <source>Add a port (docs/add-a-board.md), or use a board that runs its firmware: benchwright boards.</source>
        <translation>Adicione um porte (docs/add-a-board.md) ou use uma placa que roda o firmware: benchwright boards.</translation>
    </message>
    <message>
        <source>Add it to the board&apos;s board.toml, then flash again.</source>
        <translation>Acrescente-o ao board.toml da placa e grave de novo.</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>Endereço já em uso</translation>
    </message>
    <message>
        <source>All its files are of one class: there is no ROC curve of that.</source>
        <translation>Todos os seus arquivos são de uma classe só: disso não há curva ROC.</translation>
    </message>
    <message>
        <source>Allow %1 bytes (--arena-limit %2), or use a smaller variant.</source>
        <translation>Permita %1 bytes (--arena-limit %2) ou use uma variante menor.</translation>
    </message>
    <message>
        <source>Allow writing to both, or choose another file (--db).</source>
        <translation>Permita a escrita em ambos ou escolha outro arquivo (--db).</translation>
    </message>
    <message>
        <source>An accelerator beside the core would explain it, else its clock or its counter is wrong.</source>
        <translation>Um acelerador ao lado do núcleo explicaria isso; senão, o relógio ou o contador está errado.</translation>
    </message>
    <message>
        <source>An inference lasts %1 s, and one is to begin every %2 s.</source>
        <translation>Uma inferência dura %1 s, e uma deve começar a cada %2 s.</translation>
    </message>
    <message>
        <source>An inference takes %1 in %2, all of it, as measured.</source>
        <translation>Uma inferência consome %1 em %2, ao todo, como medido.</translation>
    </message>
    <message>
        <source>Another Benchwright on this computer (pid %1)</source>
        <translation>Outro Benchwright neste computador (pid %1)</translation>
    </message>
    <message>
        <source>Another board waits in its bootloader.</source>
        <translation>Outra placa está à espera no bootloader.</translation>
    </message>
    <message>
        <source>Another program has it open, such as the maker&apos;s own.</source>
        <translation>Outro programa está com ele aberto, como o do fabricante.</translation>
    </message>
    <message>
        <source>Another program has it open.</source>
        <translation>Outro programa a mantém aberta.</translation>
    </message>
    <message>
        <source>Another program has just taken it.</source>
        <translation>Outro programa acaba de assumi-lo.</translation>
    </message>
    <message>
        <source>Another program has kept it locked for more than %1 s. Nothing was written.</source>
        <translation>Outro programa o manteve bloqueado por mais de %1 s. Nada foi escrito.</translation>
    </message>
    <message>
        <source>Another program uses the ST-LINK, or it hangs.</source>
        <translation>Outro programa usa o ST-LINK, ou ele travou.</translation>
    </message>
    <message>
        <source>Another program uses the probe.</source>
        <translation>Outro programa usa a sonda.</translation>
    </message>
    <message>
        <source>Arena, staging and stack take %1 bytes, the board has %2 of RAM.</source>
        <translation>Arena, staging e pilha ocupam %1 bytes; a placa tem %2 de RAM.</translation>
    </message>
    <message>
        <source>Ask for less.</source>
        <translation>Peça menos.</translation>
    </message>
    <message>
        <source>Ask its owner for access, or choose another file (--db).</source>
        <translation>Peça acesso ao dono ou escolha outro arquivo (--db).</translation>
    </message>
    <message>
        <source>Asked for %1 inferences, it does not say how many it begins.</source>
        <translation>Pedidas %1 inferências, ele não diz quantas começa.</translation>
    </message>
    <message>
        <source>Asked for %1 inferences, it says that it began %2.</source>
        <translation>Pediram-se %1 inferências, e ele diz ter começado %2.</translation>
    </message>
    <message>
        <source>Batch %1 belongs to another program.</source>
        <translation>O lote %1 pertence a outro programa.</translation>
    </message>
    <message>
        <source>Benchwright has a board &apos;%1&apos;, which counts. Rename this one and its folder.</source>
        <translation>O Benchwright já tem uma placa &apos;%1&apos;, que é a que vale. Renomeie esta e a pasta dela.</translation>
    </message>
    <message>
        <source>Benchwright reads TensorFlow Lite and Keras.</source>
        <translation>O Benchwright lê TensorFlow Lite e Keras.</translation>
    </message>
    <message>
        <source>Better by %1.</source>
        <translation>Melhor em %1.</translation>
    </message>
    <message>
        <source>Block %1: %2.</source>
        <translation>Bloco %1: %2.</translation>
    </message>
    <message>
        <source>Boards where it fits: %1.</source>
        <translation>Placas em que cabe: %1.</translation>
    </message>
    <message>
        <source>Both runs must tell their %1, and share it.</source>
        <translation>As duas execuções precisam dizer %1, e ter o mesmo.</translation>
    </message>
    <message>
        <source>Bring it into its bootloader: benchwright virtual bootloader %1; then flash again.</source>
        <translation>Leve-a ao bootloader: benchwright virtual bootloader %1; depois grave de novo.</translation>
    </message>
    <message>
        <source>Bring the firmware of the enhanced interface of MLPerf Tiny onto the interface board.</source>
        <translation>Grave na placa de interface o firmware da interface estendida do MLPerf Tiny.</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>Canal interrompido</translation>
    </message>
    <message>
        <source>Build a smaller one, or choose a larger board.</source>
        <translation>Compile um menor ou escolha uma placa maior.</translation>
    </message>
    <message>
        <source>Build it again; where two files were merged, see that they do not overlap.</source>
        <translation>Compile de novo; se dois arquivos foram combinados, veja se não se sobrepõem.</translation>
    </message>
    <message>
        <source>Build it for this board, or choose the board it is for.</source>
        <translation>Compile para esta placa ou escolha a placa a que ele se destina.</translation>
    </message>
    <message>
        <source>Build it in Benchwright&apos;s checkout: %1</source>
        <translation>Compile-o na cópia do código do Benchwright: %1</translation>
    </message>
    <message>
        <source>Build it in energy mode (EE_CFG_ENERGY_MODE=1), which moves the time stamp line, or with Benchwright&apos;s agent, which holds its mark line up during inferences.</source>
        <translation>Compile-o em modo de energia (EE_CFG_ENERGY_MODE=1), que move a linha de carimbo de tempo, ou com o agente do Benchwright, que mantém a linha de marca ativa durante as inferências.</translation>
    </message>
    <message>
        <source>Build it in performance mode (EE_CFG_ENERGY_MODE=0): in energy mode it tells no time.</source>
        <translation>Compile em modo de desempenho (EE_CFG_ENERGY_MODE=0): em modo de energia ele não informa tempo.</translation>
    </message>
    <message>
        <source>Build it: make firmware</source>
        <translation>Construa-o: make firmware</translation>
    </message>
    <message>
        <source>Build or download it again.</source>
        <translation>Compile ou baixe de novo.</translation>
    </message>
    <message>
        <source>Build the firmware with the slot that the board&apos;s file names.</source>
        <translation>Compile o firmware com o slot indicado no arquivo da placa.</translation>
    </message>
    <message>
        <source>Cancelled during %1.</source>
        <translation>Cancelado durante: %1.</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>Não há memória suficiente</translation>
    </message>
    <message>
        <source>Check supply and debug cable, start the server anew and flash again.</source>
        <translation>Confira a alimentação e o cabo de depuração, reinicie o servidor e grave de novo.</translation>
    </message>
    <message>
        <source>Check that it is this port and that its firmware is on it; a DUT at a port of its own needs none.</source>
        <translation>Verifique se é esta porta e se o firmware dele está nela; um DUT em porta própria não precisa de nenhum.</translation>
    </message>
    <message>
        <source>Check that it is this port and that no other program has the meter, re-plug it, then retry.</source>
        <translation>Confira se é esta porta e se nenhum outro programa usa o medidor, reconecte-o e tente de novo.</translation>
    </message>
    <message>
        <source>Check that the image is for this chip, then: </source>
        <translation>Confira se a imagem é para este chip; depois: </translation>
    </message>
    <message>
        <source>Check the board&apos;s flash chip and its supply, then flash again.</source>
        <translation>Confira o chip de flash da placa e a alimentação; depois grave de novo.</translation>
    </message>
    <message>
        <source>Check the cable and that nothing else drives its RX pin, then flash again.</source>
        <translation>Confira o cabo e se nada mais aciona o pino RX; depois grave de novo.</translation>
    </message>
    <message>
        <source>Check the chip&apos;s supply and the debug cable, hold reset while flashing starts, then flash again.</source>
        <translation>Confira a alimentação do chip e o cabo de depuração, segure reset no início da gravação e grave de novo.</translation>
    </message>
    <message>
        <source>Check the path and its rights.</source>
        <translation>Confira o caminho e as permissões.</translation>
    </message>
    <message>
        <source>Check what it feeds, re-plug it, then repeat; latency is measured without a meter too.</source>
        <translation>Confira o que ele alimenta, reconecte-o e repita; a latência também é medida sem medidor.</translation>
    </message>
    <message>
        <source>Choose a .bwtrace file; the Power page records them.</source>
        <translation>Escolha um arquivo .bwtrace; a página Energia os grava.</translation>
    </message>
    <message>
        <source>Choose a PNG or a plain SVG, at most 1 MB and 4,000 pixels a side.</source>
        <translation>Escolha um PNG ou um SVG simples, de no máximo 1 MB e 4.000 pixels de lado.</translation>
    </message>
    <message>
        <source>Choose a file (--db).</source>
        <translation>Escolha um arquivo (--db).</translation>
    </message>
    <message>
        <source>Choose a longer period.</source>
        <translation>Escolha um período mais longo.</translation>
    </message>
    <message>
        <source>Choose a new folder, or write over what an earlier version left there (--force).</source>
        <translation>Escolha uma pasta nova ou sobrescreva o que uma versão anterior deixou lá (--force).</translation>
    </message>
    <message>
        <source>Choose a smaller variant or another board.</source>
        <translation>Escolha uma variante menor ou outra placa.</translation>
    </message>
    <message>
        <source>Choose a voltage in that range that the board can take; nothing was changed.</source>
        <translation>Escolha uma tensão dessa faixa que a placa suporte; nada foi alterado.</translation>
    </message>
    <message>
        <source>Choose another file (--db), or repair this one.</source>
        <translation>Escolha outro arquivo (--db) ou repare este.</translation>
    </message>
    <message>
        <source>Choose another file (--db).</source>
        <translation>Escolha outro arquivo (--db).</translation>
    </message>
    <message>
        <source>Choose another method for this board: stm32flash, openocd or pyocd.</source>
        <translation>Escolha outro método para esta placa: stm32flash, openocd ou pyocd.</translation>
    </message>
    <message>
        <source>Choose another output folder, or begin anew (--restart), which drops them.</source>
        <translation>Escolha outra pasta de saída, ou comece de novo (--restart), o que as descarta.</translation>
    </message>
    <message>
        <source>Choose another place, or free some space, and retry.</source>
        <translation>Escolha outro lugar ou libere espaço e tente de novo.</translation>
    </message>
    <message>
        <source>Choose one of them: benchwright battery --list.</source>
        <translation>Escolha uma delas: benchwright battery --list.</translation>
    </message>
    <message>
        <source>Choose one of these, or plug the real board in.</source>
        <translation>Escolha uma destas, ou conecte a placa real.</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>Escolha uma destas opções.</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>Escolha um de: %1.</translation>
    </message>
    <message>
        <source>Choose the right board for this device, check its supply and flash again.</source>
        <translation>Escolha a placa certa para este dispositivo, confira a alimentação e grave de novo.</translation>
    </message>
    <message>
        <source>Choose the right board for this device, then flash again.</source>
        <translation>Escolha a placa certa para este dispositivo e grave de novo.</translation>
    </message>
    <message>
        <source>Choose under Settings, Meters, who feeds the device; on the command line with --ampere-meter or without.</source>
        <translation>Escolha em Ajustes, Medidores, quem alimenta o dispositivo; na linha de comando, com --ampere-meter ou sem.</translation>
    </message>
    <message>
        <source>Close other debuggers, plug the board in again and retry.</source>
        <translation>Feche outros depuradores, reconecte a placa e tente de novo.</translation>
    </message>
    <message>
        <source>Close other debuggers, then flash again.</source>
        <translation>Feche outros depuradores e grave de novo.</translation>
    </message>
    <message>
        <source>Close other programs that use it, and retry.</source>
        <translation>Feche outros programas que a usam e tente de novo.</translation>
    </message>
    <message>
        <source>Close that program, or choose another board, then retry.</source>
        <translation>Feche esse programa ou escolha outra placa e tente de novo.</translation>
    </message>
    <message>
        <source>Close that program, or wait until it is done, and retry.</source>
        <translation>Feche esse programa ou espere que termine e tente de novo.</translation>
    </message>
    <message>
        <source>Close that program, then retry.</source>
        <translation>Feche esse programa e tente de novo.</translation>
    </message>
    <message>
        <source>Clustered to %1 values a tensor and not trained again. The file is no smaller unless it is compressed, and the engine runs it no faster.</source>
        <translation>Agrupado em %1 valores por tensor e sem novo treino. O arquivo só diminui se for comprimido, e o motor não o executa mais rápido.</translation>
    </message>
    <message>
        <source>Code %1: %2.</source>
        <translation>Código %1: %2.</translation>
    </message>
    <message>
        <source>Compare runs of one board and one origin.</source>
        <translation>Compare execuções de uma mesma placa e origem.</translation>
    </message>
    <message>
        <source>Connect the DUT&apos;s time stamp line to that input, and repeat.</source>
        <translation>Ligue a linha de carimbo de tempo do DUT a essa entrada e repita.</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Conexão recusada</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>Conexão encerrada pelo outro lado</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>A conexão esgotou o tempo</translation>
    </message>
    <message>
        <source>Convert its float32 parent, or the Keras model it was made from.</source>
        <translation>Converta o float32 de que veio, ou o modelo Keras de que foi feito.</translation>
    </message>
    <message>
        <source>Convert the Keras model or the SavedModel, or choose int8.</source>
        <translation>Converta o modelo Keras ou o SavedModel, ou escolha int8.</translation>
    </message>
    <message>
        <source>Correct `db load` in the firmware: it would infer on another input.</source>
        <translation>Corrija `db load` no firmware: ele inferiria sobre outra entrada.</translation>
    </message>
    <message>
        <source>Correct avrdude_part in the board&apos;s board.toml, then flash again.</source>
        <translation>Corrija avrdude_part no board.toml da placa e grave de novo.</translation>
    </message>
    <message>
        <source>Correct dfu_address or slot_offset in the board&apos;s board.toml, then flash again.</source>
        <translation>Corrija dfu_address ou slot_offset no board.toml da placa e grave de novo.</translation>
    </message>
    <message>
        <source>Correct slot_offset in the board&apos;s board.toml, then flash again.</source>
        <translation>Corrija slot_offset no board.toml da placa e grave de novo.</translation>
    </message>
    <message>
        <source>Correct slot_offset in the board&apos;s board.toml.</source>
        <translation>Corrija slot_offset no board.toml da placa.</translation>
    </message>
    <message>
        <source>Correct slot_offset or bossac_offset in the board&apos;s board.toml, then flash again.</source>
        <translation>Corrija slot_offset ou bossac_offset no board.toml da placa e grave de novo.</translation>
    </message>
    <message>
        <source>Correct th_results() in the firmware.</source>
        <translation>Corrija th_results() no firmware.</translation>
    </message>
    <message>
        <source>Correct the file and retry.</source>
        <translation>Corrija o arquivo e tente de novo.</translation>
    </message>
    <message>
        <source>Correct the firmware: its numbers would be off by as much.</source>
        <translation>Corrija o firmware: seus números errariam na mesma medida.</translation>
    </message>
    <message>
        <source>Correct the firmware: its times would be off by as much.</source>
        <translation>Corrija o firmware: os tempos errariam na mesma medida.</translation>
    </message>
    <message>
        <source>Correct the name, or give the computer&apos;s address in numbers.</source>
        <translation>Corrija o nome ou dê o endereço do computador em números.</translation>
    </message>
    <message>
        <source>Create it, or choose another file (--db).</source>
        <translation>Crie-a ou escolha outro arquivo (--db).</translation>
    </message>
    <message>
        <source>DFU bootloader</source>
        <translation>bootloader DFU</translation>
    </message>
    <message>
        <source>Device &apos;%1&apos; is not there.</source>
        <translation>O dispositivo &apos;%1&apos; não está lá.</translation>
    </message>
    <message>
        <source>Device left unprogrammed, flash again.</source>
        <translation>Dispositivo ficou sem programa; grave de novo.</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>Dispositivo ou recurso ocupado</translation>
    </message>
    <message>
        <source>Did you mean &apos;%1&apos;?</source>
        <translation>Você quis dizer &apos;%1&apos;?</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>A pasta não está vazia</translation>
    </message>
    <message>
        <source>Disc quota exceeded</source>
        <translation>Cota de disco excedida</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Cota de disco excedida</translation>
    </message>
    <message>
        <source>Drop the whole folder of the SavedModel, not the file in it.</source>
        <translation>Solte a pasta inteira do SavedModel, não o arquivo dentro dela.</translation>
    </message>
    <message>
        <source>Each line of y_labels.csv is: file, number of classes, class; the files lie beside it.</source>
        <translation>Cada linha de y_labels.csv é: arquivo, número de classes, classe; os arquivos ficam ao lado.</translation>
    </message>
    <message>
        <source>End it with &quot;.</source>
        <translation>Termine com &quot;.</translation>
    </message>
    <message>
        <source>End what uses it, then retry.</source>
        <translation>Encerre o que o usa e tente de novo.</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Energy needs a power meter.</source>
        <translation>Energia precisa de um medidor de energia.</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>Formato de executável inválido</translation>
    </message>
    <message>
        <source>Export it again and retry.</source>
        <translation>Exporte-o de novo e tente outra vez.</translation>
    </message>
    <message>
        <source>Export it with a fixed size; only the batch may be open.</source>
        <translation>Exporte-o com tamanho fixo; só o lote pode ficar em aberto.</translation>
    </message>
    <message>
        <source>Export it with litert-torch (pip install litert-torch) to .tflite, then drop that file.</source>
        <translation>Exporte-o com litert-torch (pip install litert-torch) para .tflite e solte esse arquivo.</translation>
    </message>
    <message>
        <source>Export it with model.export, or give signatures.</source>
        <translation>Exporte-o com model.export ou dê assinaturas.</translation>
    </message>
    <message>
        <source>Export the model again and retry.</source>
        <translation>Exporte o modelo de novo e tente outra vez.</translation>
    </message>
    <message>
        <source>Fetch its pack: pyocd pack install CHIP (the name is pyocd_target in the board&apos;s board.toml).</source>
        <translation>Busque o pacote dele: pyocd pack install CHIP (o nome é pyocd_target no board.toml da placa).</translation>
    </message>
    <message>
        <source>Fields: %1.</source>
        <translation>Campos: %1.</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>O arquivo já existe</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Nome de arquivo longo demais</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Arquivo grande demais</translation>
    </message>
    <message>
        <source>Fits %1.</source>
        <translation>Cabe em %1.</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Gravar</translation>
    </message>
    <message>
        <source>Flash again to be sure.</source>
        <translation>Grave de novo para ter certeza.</translation>
    </message>
    <message>
        <source>Flash again to be sure; it compares by itself.</source>
        <translation>Grave de novo para ter certeza; ele mesmo compara.</translation>
    </message>
    <message>
        <source>Flash again.</source>
        <translation>Grave de novo.</translation>
    </message>
    <message>
        <source>Flash again; if it stays so, the flash is worn or the supply too weak.</source>
        <translation>Grave de novo; se persistir, a flash está gasta ou a alimentação é fraca.</translation>
    </message>
    <message>
        <source>Flash firmware and model again and retry.</source>
        <translation>Grave firmware e modelo de novo e tente outra vez.</translation>
    </message>
    <message>
        <source>Flash it as it is: no virtual board needs its bootloader for that.</source>
        <translation>Grave como está: nenhuma placa virtual precisa do bootloader para isso.</translation>
    </message>
    <message>
        <source>Flash it with a probe (openocd, pyocd) instead.</source>
        <translation>Grave com uma sonda (openocd, pyocd).</translation>
    </message>
    <message>
        <source>Flash it without --flash-with, or where its cable is.</source>
        <translation>Grave sem --flash-with, ou onde está o cabo dela.</translation>
    </message>
    <message>
        <source>Flash the firmware and retry.</source>
        <translation>Grave o firmware e tente de novo.</translation>
    </message>
    <message>
        <source>Flash the firmware at the computer it is plugged into, from build/firmware/%1 if it is this project&apos;s own, then retry here.</source>
        <translation>Grave o firmware no computador em que a placa está conectada, a partir de build/firmware/%1 se for deste projeto, e tente aqui de novo.</translation>
    </message>
    <message>
        <source>Flash the firmware of this benchmark, or choose the benchmark that it holds.</source>
        <translation>Grave o firmware deste benchmark, ou escolha o benchmark que ele contém.</translation>
    </message>
    <message>
        <source>Flash the firmware with a flash tool.</source>
        <translation>Grave o firmware com uma ferramenta de gravação.</translation>
    </message>
    <message>
        <source>Flash the image in build/firmware/%1 with the maker&apos;s tool, then retry.</source>
        <translation>Grave a imagem de build/firmware/%1 com a ferramenta do fabricante e tente de novo.</translation>
    </message>
    <message>
        <source>Flash the model where the board is plugged in, with %1&apos;s own tool, then retry here.</source>
        <translation>Grave o modelo onde a placa está conectada, com a ferramenta de %1, e tente aqui de novo.</translation>
    </message>
    <message>
        <source>Flashing %1 failed.</source>
        <translation>A gravação de %1 falhou.</translation>
    </message>
    <message>
        <source>Free some space and retry, or choose a file on another disk (--db).</source>
        <translation>Libere espaço e tente de novo ou escolha um arquivo em outro disco (--db).</translation>
    </message>
    <message>
        <source>Free some space at %1, or set BENCHWRIGHT_HOME to another folder, and retry.</source>
        <translation>Libere espaço em %1 ou defina BENCHWRIGHT_HOME como outra pasta e tente de novo.</translation>
    </message>
    <message>
        <source>Free some space there, or set BENCHWRIGHT_HOME to a folder on another disk, and retry.</source>
        <translation>Libere espaço ali, ou aponte BENCHWRIGHT_HOME para uma pasta em outro disco, e tente de novo.</translation>
    </message>
    <message>
        <source>Free some space there, or set BENCHWRIGHT_HOME to a folder that can be written, and retry.</source>
        <translation>Libere espaço lá ou defina BENCHWRIGHT_HOME como uma pasta em que se possa escrever e tente de novo.</translation>
    </message>
    <message>
        <source>Fused activations: NONE, RELU, RELU6, RELU_N1_TO_1. Weights and biases must be constants.</source>
        <translation>Ativações fundidas: NONE, RELU, RELU6, RELU_N1_TO_1. Pesos e biases devem ser constantes.</translation>
    </message>
    <message>
        <source>Give a .npz with x and y, a .npy, a .csv, or a folder with one folder for each label.</source>
        <translation>Forneça um .npz com x e y, um .npy, um .csv ou uma pasta com uma pasta para cada rótulo.</translation>
    </message>
    <message>
        <source>Give a hundred or more typical inputs as .npz, .npy, .csv or a folder.</source>
        <translation>Dê cem ou mais entradas típicas em .npz, .npy, .csv ou uma pasta.</translation>
    </message>
    <message>
        <source>Give an array of the model&apos;s type and shape.</source>
        <translation>Dê um array do tipo e da forma do modelo.</translation>
    </message>
    <message>
        <source>Give an executable of this computer.</source>
        <translation>Dê um executável deste computador.</translation>
    </message>
    <message>
        <source>Give another one, or mend it, and retry.</source>
        <translation>Dê outro, ou corrija-o, e tente de novo.</translation>
    </message>
    <message>
        <source>Give at least 4 characters.</source>
        <translation>Dê pelo menos 4 caracteres.</translation>
    </message>
    <message>
        <source>Give firmware as .elf, .hex (Intel HEX), .uf2 or .bin.</source>
        <translation>Dê o firmware como .elf, .hex (Intel HEX), .uf2 ou .bin.</translation>
    </message>
    <message>
        <source>Give one.</source>
        <translation>Informe uma.</translation>
    </message>
    <message>
        <source>Give rfc2217://HOST:PORT or socket://HOST:PORT, then retry.</source>
        <translation>Informe rfc2217://HOST:PORT ou socket://HOST:PORT e tente de novo.</translation>
    </message>
    <message>
        <source>Give socket://%1 for bare bytes; else free the port at its server, then retry.</source>
        <translation>Informe socket://%1 para bytes crus; senão, libere a porta no servidor e tente de novo.</translation>
    </message>
    <message>
        <source>Give th_timestamp() a timer of 1 kHz or faster.</source>
        <translation>Dê a th_timestamp() um timer de 1 kHz ou mais rápido.</translation>
    </message>
    <message>
        <source>Give the benchmark&apos;s own set, or one with as many files.</source>
        <translation>Forneça o conjunto do próprio benchmark, ou um com o mesmo número de arquivos.</translation>
    </message>
    <message>
        <source>Give the board file a slot_offset at which a page begins.</source>
        <translation>Dê ao arquivo da placa um slot_offset em que comece uma página.</translation>
    </message>
    <message>
        <source>Give the file that the linker wrote, not an object or a core dump.</source>
        <translation>Dê o arquivo que o linker escreveu, não um objeto nem um core dump.</translation>
    </message>
    <message>
        <source>Give the file that the linker wrote.</source>
        <translation>Dê o arquivo que o linker escreveu.</translation>
    </message>
    <message>
        <source>Give the file that was built for it.</source>
        <translation>Dê o arquivo que foi compilado para ela.</translation>
    </message>
    <message>
        <source>Give the folder of sww_long_test.json, or such a file: a list with wav_file, length_sec, detection_windows.</source>
        <translation>Forneça a pasta de sww_long_test.json, ou um arquivo assim: uma lista com wav_file, length_sec, detection_windows.</translation>
    </message>
    <message>
        <source>Give the folder that tf.saved_model wrote.</source>
        <translation>Dê a pasta que tf.saved_model gravou.</translation>
    </message>
    <message>
        <source>Give the merged image as .bin (esptool merge-bin): addresses in an ELF of ESP-IDF are not those of flash.</source>
        <translation>Dê a imagem combinada como .bin (esptool merge-bin): os endereços de um ELF do ESP-IDF não são os da flash.</translation>
    </message>
    <message>
        <source>Give the model too: run MODEL.tflite --firmware FILE.</source>
        <translation>Informe também o modelo: run MODEL.tflite --firmware FILE.</translation>
    </message>
    <message>
        <source>Give x and y in a .npz, or a folder for each label.</source>
        <translation>Dê x e y em um .npz, ou uma pasta para cada rótulo.</translation>
    </message>
    <message>
        <source>Go to another one, or give the whole path (--db).</source>
        <translation>Vá para outra ou dê o caminho completo (--db).</translation>
    </message>
    <message>
        <source>HELLO has %1 bytes, expected %2</source>
        <translation>HELLO tem %1 bytes, esperados %2</translation>
    </message>
    <message>
        <source>Hold BOOT, press and release RST (EN), release BOOT, then flash again.</source>
        <translation>Segure BOOT, pressione e solte RST (EN), solte BOOT e grave de novo.</translation>
    </message>
    <message>
        <source>Hold BOOT0 high (the BOOT0 button or jumper), press and release reset, then flash again.</source>
        <translation>Mantenha BOOT0 em nível alto (botão ou jumper BOOT0), pressione e solte reset e grave de novo.</translation>
    </message>
    <message>
        <source>Hold BOOTSEL while plugging the board in, then flash again.</source>
        <translation>Segure BOOTSEL ao conectar a placa e grave de novo.</translation>
    </message>
    <message>
        <source>How large its input is cannot be told. Name the model (.tflite) or give --inputs.</source>
        <translation>Não dá para saber o tamanho da entrada. Informe o modelo (.tflite) ou use --inputs.</translation>
    </message>
    <message>
        <source>Identify</source>
        <translation>Identificar</translation>
    </message>
    <message>
        <source>Import its file, or choose another.</source>
        <translation>Importe o arquivo dela ou escolha outra.</translation>
    </message>
    <message>
        <source>In between it draws %1, as it was given and not measured.</source>
        <translation>Entre elas consome %1, como informado e não medido.</translation>
    </message>
    <message>
        <source>In between it draws %1, as it was measured idle: nothing was put to sleep.</source>
        <translation>Entre elas consome %1, como medido em espera: nada foi posto em repouso.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Erro de entrada/saída</translation>
    </message>
    <message>
        <source>Install Benchwright again: its firmware is part of it.</source>
        <translation>Instale o Benchwright de novo: o firmware faz parte dele.</translation>
    </message>
    <message>
        <source>Install Benchwright again; its package brings the firmware of every board along.</source>
        <translation>Instale o Benchwright de novo; o pacote traz o firmware de todas as placas.</translation>
    </message>
    <message>
        <source>Install Benchwright again; its package brings this along.</source>
        <translation>Instale o Benchwright de novo; isto vem com o pacote.</translation>
    </message>
    <message>
        <source>Install OpenOCD 0.12 or newer, or correct openocd_config in the board&apos;s board.toml.</source>
        <translation>Instale o OpenOCD 0.12 ou mais novo, ou corrija openocd_config no board.toml da placa.</translation>
    </message>
    <message>
        <source>Install QEMU %1 or newer.</source>
        <translation>Instale o QEMU %1 ou mais novo.</translation>
    </message>
    <message>
        <source>Install STM32CubeProgrammer from st.com and put its bin folder on the PATH</source>
        <translation>Instale o STM32CubeProgrammer de st.com e ponha a pasta bin dele no PATH</translation>
    </message>
    <message>
        <source>Install it: apt install %1 (on Debian 12: apt install -t bookworm-backports %2).</source>
        <translation>Instale: apt install %1 (no Debian 12: apt install -t bookworm-backports %2).</translation>
    </message>
    <message>
        <source>Install it: apt install avrdude</source>
        <translation>Instale: apt install avrdude</translation>
    </message>
    <message>
        <source>Install it: apt install bossa-cli. Nano 33 BLE: %1</source>
        <translation>Instale: apt install bossa-cli. Nano 33 BLE: %1</translation>
    </message>
    <message>
        <source>Install it: apt install dfu-util</source>
        <translation>Instale: apt install dfu-util</translation>
    </message>
    <message>
        <source>Install it: apt install openocd</source>
        <translation>Instale: apt install openocd</translation>
    </message>
    <message>
        <source>Install it: apt install picotool (Debian 13 or newer), or take it from Raspberry Pi&apos;s pico-sdk-tools</source>
        <translation>Instale: apt install picotool (Debian 13 ou mais novo), ou baixe-o do pico-sdk-tools da Raspberry Pi</translation>
    </message>
    <message>
        <source>Install it: apt install stm32flash</source>
        <translation>Instale: apt install stm32flash</translation>
    </message>
    <message>
        <source>Install it: brew install qemu.</source>
        <translation>Instale: brew install qemu.</translation>
    </message>
    <message>
        <source>Install it: pip install esptool</source>
        <translation>Instale: pip install esptool</translation>
    </message>
    <message>
        <source>Install it: pip install netron; or look at the file at netron.app</source>
        <translation>Instale: pip install netron; ou veja o arquivo em netron.app</translation>
    </message>
    <message>
        <source>Install it: pip install pyocd</source>
        <translation>Instale: pip install pyocd</translation>
    </message>
    <message>
        <source>Install it: winget install SoftwareFreedomConservancy.QEMU.</source>
        <translation>Instale: winget install SoftwareFreedomConservancy.QEMU.</translation>
    </message>
    <message>
        <source>Install one (sudo apt install python3-venv), then: benchwright setup %1</source>
        <translation>Instale um (sudo apt install python3-venv) e depois: benchwright setup %1</translation>
    </message>
    <message>
        <source>Install the J-Link software from segger.com, plug the board in again and retry.</source>
        <translation>Instale o software J-Link de segger.com, reconecte a placa e tente de novo.</translation>
    </message>
    <message>
        <source>Install the maker&apos;s driver for it, plug it in again and retry.</source>
        <translation>Instale o driver do fabricante, reconecte e tente de novo.</translation>
    </message>
    <message>
        <source>Install what benchwright doctor --udev-rules prints, plug the board in again and retry.</source>
        <translation>Instale o que benchwright doctor --udev-rules imprime, reconecte a placa e tente de novo.</translation>
    </message>
    <message>
        <source>Instructions are not predicted: an op here was never measured on such a core with these kernels.</source>
        <translation>As instruções não são previstas: uma operação daqui nunca foi medida em um núcleo como este com estes kernels.</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>Argumento inválido</translation>
    </message>
    <message>
        <source>Invalid cross-device link</source>
        <translation>Ligação inválida entre dispositivos</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>É uma pasta</translation>
    </message>
    <message>
        <source>It answered &quot;%1&quot; where a register was asked for.</source>
        <translation>Respondeu &quot;%1&quot; quando se pediu um registrador.</translation>
    </message>
    <message>
        <source>It answered &quot;%1&quot; with &quot;%2&quot;.</source>
        <translation>Respondeu a &quot;%1&quot; com &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>It answered &quot;%1&quot; with %2 characters.</source>
        <translation>Respondeu a &quot;%1&quot; com %2 caracteres.</translation>
    </message>
    <message>
        <source>It answered &quot;%1&quot; with a block of another length.</source>
        <translation>Respondeu a &quot;%1&quot; com um bloco de outro comprimento.</translation>
    </message>
    <message>
        <source>It answered &quot;%1&quot; with something that is no block.</source>
        <translation>Respondeu a &quot;%1&quot; com algo que não é um bloco.</translation>
    </message>
    <message>
        <source>It answered &quot;%1&quot; with something that is no text.</source>
        <translation>Respondeu a &quot;%1&quot; com algo que não é texto.</translation>
    </message>
    <message>
        <source>It answers &quot;%1&quot; with &quot;%2&quot;.</source>
        <translation>Responde a &quot;%1&quot; com &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>It answers &apos;name&apos; with: %1</source>
        <translation>Ele responde a &apos;name&apos; com: %1</translation>
    </message>
    <message>
        <source>It answers, but does not know the command bw.</source>
        <translation>Responde, mas não conhece o comando bw.</translation>
    </message>
    <message>
        <source>It began no recording.</source>
        <translation>Não começou nenhuma gravação.</translation>
    </message>
    <message>
        <source>It breaks the limit of %1.</source>
        <translation>Ultrapassa o limite de %1.</translation>
    </message>
    <message>
        <source>It cannot be imported: %1.</source>
        <translation>Não pode ser importado: %1.</translation>
    </message>
    <message>
        <source>It cannot be opened: %1.</source>
        <translation>Não pode ser aberto: %1.</translation>
    </message>
    <message>
        <source>It cannot be reached: %1.</source>
        <translation>Não pode ser alcançado: %1.</translation>
    </message>
    <message>
        <source>It cannot be read as TOML: %1.</source>
        <translation>Não pode ser lido como TOML: %1.</translation>
    </message>
    <message>
        <source>It cannot be read as a .npy array: %1.</source>
        <translation>Não pode ser lido como array .npy: %1.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Não pode ser lido.</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>Não pode ser lido: %1.</translation>
    </message>
    <message>
        <source>It claims %1 bytes, %2 are there.</source>
        <translation>Declara %1 bytes; há %2.</translation>
    </message>
    <message>
        <source>It claims %1 sections and %2 segments.</source>
        <translation>Declara %1 seções e %2 segmentos.</translation>
    </message>
    <message>
        <source>It compiles a part of virtual RISC-V boards. %1</source>
        <translation>Compila uma parte das placas RISC-V virtuais. %1</translation>
    </message>
    <message>
        <source>It contradicts itself: %1: %2.</source>
        <translation>Contradiz-se: %1: %2.</translation>
    </message>
    <message>
        <source>It contradicts itself: &apos;%1&apos; has the scale %2.</source>
        <translation>Contradiz-se: &apos;%1&apos; tem a escala %2.</translation>
    </message>
    <message>
        <source>It contradicts itself: &apos;%1&apos; has the zero point %2.</source>
        <translation>Contradiz-se: &apos;%1&apos; tem o ponto zero %2.</translation>
    </message>
    <message>
        <source>It did not answer &quot;%1&quot; within %2 s.</source>
        <translation>Não respondeu a &quot;%1&quot; em %2 s.</translation>
    </message>
    <message>
        <source>It did not answer &quot;SYST:ERR?&quot; within %1 s.</source>
        <translation>Não respondeu a &quot;SYST:ERR?&quot; em %1 s.</translation>
    </message>
    <message>
        <source>It did not answer within %1 s.</source>
        <translation>Não respondeu em %1 s.</translation>
    </message>
    <message>
        <source>It did not confirm a command within %1 s.</source>
        <translation>Ele não confirmou um comando em %1 s.</translation>
    </message>
    <message>
        <source>It did not do it when %1: %2.</source>
        <translation>Ele não obedeceu quando %1: %2.</translation>
    </message>
    <message>
        <source>It did not end &apos;%1&apos; within %2 s.</source>
        <translation>Ele não terminou &apos;%1&apos; em %2 s.</translation>
    </message>
    <message>
        <source>It differs in: %1.</source>
        <translation>Difere em: %1.</translation>
    </message>
    <message>
        <source>It does not begin with the mark of a pack.</source>
        <translation>Não começa com a marca de um pacote.</translation>
    </message>
    <message>
        <source>It does not carry the mark &apos;TFL3&apos; of a TensorFlow Lite model.</source>
        <translation>Não traz a marca &apos;TFL3&apos; de um modelo TensorFlow Lite.</translation>
    </message>
    <message>
        <source>It does not open what lies in the slot: status %1.</source>
        <translation>Ele não abre o que está no slot: status %1.</translation>
    </message>
    <message>
        <source>It does not open: &quot;%1&quot;.</source>
        <translation>Ele não abre: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>It does not start from its flash. %1</source>
        <translation>Ela não inicia pela flash. %1</translation>
    </message>
    <message>
        <source>It ended the acquisition by itself.</source>
        <translation>Encerrou a aquisição por conta própria.</translation>
    </message>
    <message>
        <source>It ends %1 bytes behind the %2 bytes of flash.</source>
        <translation>Termina %1 bytes depois dos %2 bytes de flash.</translation>
    </message>
    <message>
        <source>It ends after block %1; %2 of %3 blocks are missing.</source>
        <translation>Termina depois do bloco %1; faltam %2 de %3 blocos.</translation>
    </message>
    <message>
        <source>It ends before its first sample.</source>
        <translation>Termina antes da primeira amostra.</translation>
    </message>
    <message>
        <source>It ends with line %1, without an end record: it was cut.</source>
        <translation>Termina na linha %1, sem registro de fim: foi cortado.</translation>
    </message>
    <message>
        <source>It floods the line: more than any answer takes came, and no end of %1.</source>
        <translation>Ele inunda a linha: veio mais do que qualquer resposta ocupa, e nenhum fim de %1.</translation>
    </message>
    <message>
        <source>It gives &quot;%1&quot; for %2.</source>
        <translation>Informa &quot;%1&quot; em %2.</translation>
    </message>
    <message>
        <source>It gives %1 to %2 V.</source>
        <translation>Fornece de %1 a %2 V.</translation>
    </message>
    <message>
        <source>It has %1 bytes, which are no whole blocks of %2: it was cut.</source>
        <translation>Tem %1 bytes, que não são blocos inteiros de %2: foi cortado.</translation>
    </message>
    <message>
        <source>It has %1 bytes; %2 are the limit.</source>
        <translation>Tem %1 bytes; o limite são %2.</translation>
    </message>
    <message>
        <source>It has %1 classes by name, the model tells %2; which is which is not known: put labels.txt beside them, every name in the order of the model&apos;s outputs, or number the labels.</source>
        <translation>Tem %1 classes por nome, o modelo distingue %2; não se sabe qual é qual: coloque labels.txt junto delas, cada nome na ordem das saídas do modelo, ou numere os rótulos.</translation>
    </message>
    <message>
        <source>It has %1 inputs; only one is converted here.</source>
        <translation>Tem %1 entradas; aqui só se converte uma.</translation>
    </message>
    <message>
        <source>It has %1 × %2 pixels; %3 a side are the limit.</source>
        <translation>Tem %1 × %2 pixels; o limite é %3 por lado.</translation>
    </message>
    <message>
        <source>It has been closed.</source>
        <translation>Foi fechado.</translation>
    </message>
    <message>
        <source>It has begun this job anew; this run belongs to no job.</source>
        <translation>Ele recomeçou esta tarefa; esta execução não pertence a nenhuma.</translation>
    </message>
    <message>
        <source>It has format %1, known is %2.</source>
        <translation>Tem o formato %1; o conhecido é %2.</translation>
    </message>
    <message>
        <source>It has more than %1 characters.</source>
        <translation>Tem mais de %1 caracteres.</translation>
    </message>
    <message>
        <source>It has more than a computer, a port number and options.</source>
        <translation>Tem mais do que computador, número de porta e opções.</translation>
    </message>
    <message>
        <source>It has no ROM bootloader.</source>
        <translation>Não tem bootloader em ROM.</translation>
    </message>
    <message>
        <source>It has no labels.</source>
        <translation>Não tem rótulos.</translation>
    </message>
    <message>
        <source>It has no port number, or 0.</source>
        <translation>Não tem número de porta, ou é 0.</translation>
    </message>
    <message>
        <source>It has no signature to call.</source>
        <translation>Não tem assinatura que se possa chamar.</translation>
    </message>
    <message>
        <source>It has no such option.</source>
        <translation>Não tem essa opção.</translation>
    </message>
    <message>
        <source>It has none at all.</source>
        <translation>Não tem nenhum.</translation>
    </message>
    <message>
        <source>It has not answered for %1 s.</source>
        <translation>Não responde há %1 s.</translation>
    </message>
    <message>
        <source>It has schema %1; this version knows up to %2.</source>
        <translation>Tem o esquema %1; esta versão conhece até %2.</translation>
    </message>
    <message>
        <source>It has several inputs or outputs; accuracy is that of one of each.</source>
        <translation>Tem várias entradas ou saídas; a acurácia é a de uma de cada.</translation>
    </message>
    <message>
        <source>It has several inputs or outputs; one of each is converted here.</source>
        <translation>Tem várias entradas ou saídas; aqui se converte uma de cada.</translation>
    </message>
    <message>
        <source>It holds %1 files; %2 are the limit.</source>
        <translation>Contém %1 arquivos; o limite é %2.</translation>
    </message>
    <message>
        <source>It holds %1 samples and %2 labels.</source>
        <translation>Contém %1 amostras e %2 rótulos.</translation>
    </message>
    <message>
        <source>It holds %1 values a sample; the model gives %2.</source>
        <translation>Contém %1 valores por amostra; o modelo dá %2.</translation>
    </message>
    <message>
        <source>It holds %1, among others perhaps.</source>
        <translation>Contém %1, talvez entre outros.</translation>
    </message>
    <message>
        <source>It holds %1, but no array named x.</source>
        <translation>Contém %1, mas nenhum array chamado x.</translation>
    </message>
    <message>
        <source>It holds %1; the firmware takes %2.</source>
        <translation>Contém %1; o firmware recebe %2.</translation>
    </message>
    <message>
        <source>It holds %1; the model takes %2.</source>
        <translation>Contém %1; o modelo recebe %2.</translation>
    </message>
    <message>
        <source>It holds a value this version does not know: %1.</source>
        <translation>Contém um valor que esta versão não conhece: %1.</translation>
    </message>
    <message>
        <source>It holds firmware for several: %1.</source>
        <translation>Contém firmware para várias: %1.</translation>
    </message>
    <message>
        <source>It holds half a character.</source>
        <translation>Contém meio caractere.</translation>
    </message>
    <message>
        <source>It holds no %1.</source>
        <translation>Não contém nenhum %1.</translation>
    </message>
    <message>
        <source>It holds no array with a leading axis for the inputs.</source>
        <translation>Não contém um array com um eixo inicial para as entradas.</translation>
    </message>
    <message>
        <source>It holds no block that goes to flash.</source>
        <translation>Não contém nenhum bloco que vá para a flash.</translation>
    </message>
    <message>
        <source>It holds no letter or digit.</source>
        <translation>Não contém letra nem algarismo.</translation>
    </message>
    <message>
        <source>It holds no rows.</source>
        <translation>Não contém linhas.</translation>
    </message>
    <message>
        <source>It holds no samples.</source>
        <translation>Não contém amostras.</translation>
    </message>
    <message>
        <source>It holds no y_labels.csv.</source>
        <translation>Não contém nenhum y_labels.csv.</translation>
    </message>
    <message>
        <source>It holds nothing but erased bytes.</source>
        <translation>Só contém bytes apagados.</translation>
    </message>
    <message>
        <source>It is %1; of %2 &apos;%3&apos; is better.</source>
        <translation>É %1; em %2 &apos;%3&apos; é melhor.</translation>
    </message>
    <message>
        <source>It is &apos;%1&apos;; possible: %2.</source>
        <translation>É &apos;%1&apos;; possíveis: %2.</translation>
    </message>
    <message>
        <source>It is a 7z archive.</source>
        <translation>É um arquivo 7z.</translation>
    </message>
    <message>
        <source>It is a database of another program; it was left as it is.</source>
        <translation>É um banco de dados de outro programa; ficou como estava.</translation>
    </message>
    <message>
        <source>It is a file of Motorola S-records.</source>
        <translation>É um arquivo de S-records da Motorola.</translation>
    </message>
    <message>
        <source>It is a folder.</source>
        <translation>É uma pasta.</translation>
    </message>
    <message>
        <source>It is a gzip archive.</source>
        <translation>É um arquivo gzip.</translation>
    </message>
    <message>
        <source>It is a library of objects.</source>
        <translation>É uma biblioteca de objetos.</translation>
    </message>
    <message>
        <source>It is a picture.</source>
        <translation>É uma imagem.</translation>
    </message>
    <message>
        <source>It is a pseudo-terminal: work as the user who opened it, or start a virtual board of your own; retry.</source>
        <translation>É um pseudoterminal: trabalhe como o usuário que o abriu ou inicie sua própria placa virtual; tente de novo.</translation>
    </message>
    <message>
        <source>It is a virtual board</source>
        <translation>É uma placa virtual</translation>
    </message>
    <message>
        <source>It is a web page.</source>
        <translation>É uma página da web.</translation>
    </message>
    <message>
        <source>It is a zip archive.</source>
        <translation>É um arquivo zip.</translation>
    </message>
    <message>
        <source>It is an ELF of type %1, not a linked program.</source>
        <translation>É um ELF do tipo %1, não um programa com link feito.</translation>
    </message>
    <message>
        <source>It is built for %1 bits, %2-endian.</source>
        <translation>Foi compilado para %1 bits, %2-endian.</translation>
    </message>
    <message>
        <source>It is built for %1, the board is %2 (%3).</source>
        <translation>Foi compilado para %1, a placa é %2 (%3).</translation>
    </message>
    <message>
        <source>It is built for %1, the board is %2.</source>
        <translation>Foi compilado para %1, a placa é %2.</translation>
    </message>
    <message>
        <source>It is built for %1, this computer is %2.</source>
        <translation>Foi compilado para %1, este computador é %2.</translation>
    </message>
    <message>
        <source>It is built for a Cortex-%1, the board has a %2.</source>
        <translation>Foi compilado para um Cortex-%1, a placa tem um %2.</translation>
    </message>
    <message>
        <source>It is cut or damaged: %1.</source>
        <translation>Está cortado ou danificado: %1.</translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation>Está danificado.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Está vazio.</translation>
    </message>
    <message>
        <source>It is for family %1.</source>
        <translation>É para a família %1.</translation>
    </message>
    <message>
        <source>It is kept in memory. Make room or free the database; the next run saves both.</source>
        <translation>Está guardada na memória. Libere espaço ou o banco de dados; a próxima execução salva as duas.</translation>
    </message>
    <message>
        <source>It is missing.</source>
        <translation>Está faltando.</translation>
    </message>
    <message>
        <source>It is missing; possible: %1.</source>
        <translation>Falta; possíveis: %1.</translation>
    </message>
    <message>
        <source>It is needed to flash %1, and is not on the PATH.</source>
        <translation>É necessário para gravar %1, e não está no PATH.</translation>
    </message>
    <message>
        <source>It is neither a PNG nor an SVG.</source>
        <translation>Não é PNG nem SVG.</translation>
    </message>
    <message>
        <source>It is no JSON object of texts and numbers.</source>
        <translation>Não é um objeto JSON de textos e números.</translation>
    </message>
    <message>
        <source>It is no TOML: %1.</source>
        <translation>Não é TOML: %1.</translation>
    </message>
    <message>
        <source>It is no age.</source>
        <translation>Não é uma idade.</translation>
    </message>
    <message>
        <source>It is no name of a folder: letters, digits, dots, dashes and underscores, 64 at most.</source>
        <translation>Não é um nome de pasta: letras, dígitos, pontos, hífens e sublinhados, 64 no máximo.</translation>
    </message>
    <message>
        <source>It is no recording of Benchwright.</source>
        <translation>Não é uma gravação do Benchwright.</translation>
    </message>
    <message>
        <source>It is no regular file</source>
        <translation>Não é um arquivo comum</translation>
    </message>
    <message>
        <source>It is not a database.</source>
        <translation>Não é um banco de dados.</translation>
    </message>
    <message>
        <source>It is not in this database.</source>
        <translation>Não está neste banco de dados.</translation>
    </message>
    <message>
        <source>It is not known which %1 is this board&apos;s: %2</source>
        <translation>Não se sabe qual %1 é desta placa: %2</translation>
    </message>
    <message>
        <source>It is not known which board %1 is.</source>
        <translation>Não se sabe que placa é %1.</translation>
    </message>
    <message>
        <source>It is not on the PATH.</source>
        <translation>Não está no PATH.</translation>
    </message>
    <message>
        <source>It is not the file that was saved with the run: its hash differs.</source>
        <translation>Não é o arquivo que foi salvo com a execução: o hash é diferente.</translation>
    </message>
    <message>
        <source>It is of version %1; this program knows versions up to %2. Update Benchwright.</source>
        <translation>É da versão %1; este programa conhece versões até %2. Atualize o Benchwright.</translation>
    </message>
    <message>
        <source>It is quantised already: its real weights are lost.</source>
        <translation>Já está quantizado: os pesos reais se perderam.</translation>
    </message>
    <message>
        <source>It is read-only, or its folder is.</source>
        <translation>É somente leitura, ou a pasta é.</translation>
    </message>
    <message>
        <source>It is simulated, and %1 is a board: its current would be made up.</source>
        <translation>Ele é simulado, e %1 é uma placa: a corrente dela seria inventada.</translation>
    </message>
    <message>
        <source>It is the supply itself, and cannot only measure what somebody else feeds.</source>
        <translation>Ele mesmo é a alimentação e não pode apenas medir o que outro alimenta.</translation>
    </message>
    <message>
        <source>It is written and verified, but its bootloader did not start it: %1.</source>
        <translation>Está gravado e verificado, mas o bootloader não o iniciou: %1.</translation>
    </message>
    <message>
        <source>It keeps the limit of %1.</source>
        <translation>Respeita o limite de %1.</translation>
    </message>
    <message>
        <source>It lists %1 files; %2 are the limit.</source>
        <translation>Lista %1 arquivos; o limite é %2.</translation>
    </message>
    <message>
        <source>It loses %1 a year by itself (%2).</source>
        <translation>Ela perde %1 por ano sozinha (%2).</translation>
    </message>
    <message>
        <source>It made no project.</source>
        <translation>Não criou nenhum projeto.</translation>
    </message>
    <message>
        <source>It measures a supply of %1 V where %2 V were said.</source>
        <translation>Mede uma alimentação de %1 V onde se informou %2 V.</translation>
    </message>
    <message>
        <source>It measures only what it feeds itself.</source>
        <translation>Ele só mede o que ele mesmo alimenta.</translation>
    </message>
    <message>
        <source>It must be 1 to 31 lower-case letters, digits, dots, dashes or underscores.</source>
        <translation>Deve ter de 1 a 31 letras minúsculas, dígitos, pontos, traços ou sublinhados.</translation>
    </message>
    <message>
        <source>It must be a list of texts, and is %1.</source>
        <translation>Deve ser uma lista de textos, e é %1.</translation>
    </message>
    <message>
        <source>It must be a number above zero with a point before decimals.</source>
        <translation>Precisa ser um número acima de zero, com ponto antes dos decimais.</translation>
    </message>
    <message>
        <source>It must be a number from 0 to 1000, and is %1.</source>
        <translation>Precisa ser um número de 0 a 1000, e é %1.</translation>
    </message>
    <message>
        <source>It must be a table, and is %1.</source>
        <translation>Deve ser uma tabela, e é %1.</translation>
    </message>
    <message>
        <source>It must be a text, and is %1.</source>
        <translation>Deve ser um texto, e é %1.</translation>
    </message>
    <message>
        <source>It must be a whole number from %1 to 4294967295, and is %2.</source>
        <translation>Deve ser um inteiro de %1 a 4294967295, e é %2.</translation>
    </message>
    <message>
        <source>It must name at least one of: %1.</source>
        <translation>Deve citar pelo menos um de: %1.</translation>
    </message>
    <message>
        <source>It must name the source of at least one of: %1.</source>
        <translation>É preciso indicar a fonte de pelo menos um destes: %1.</translation>
    </message>
    <message>
        <source>It must say version = %1.</source>
        <translation>Precisa dizer version = %1.</translation>
    </message>
    <message>
        <source>It names no computer.</source>
        <translation>Não indica nenhum computador.</translation>
    </message>
    <message>
        <source>It needs %1 bytes of %2; %3 are free.</source>
        <translation>Precisa de %1 bytes de %2; há %3 livres.</translation>
    </message>
    <message>
        <source>It needs at least one [[rule]].</source>
        <translation>Precisa de pelo menos uma [[rule]].</translation>
    </message>
    <message>
        <source>It only measures, and cannot switch off what somebody else feeds.</source>
        <translation>Ele só mede e não pode desligar o que outro alimenta.</translation>
    </message>
    <message>
        <source>It only measures: somebody else feeds the device through it.</source>
        <translation>Ele só mede: outro alimenta o dispositivo através dele.</translation>
    </message>
    <message>
        <source>It passes floats in registers of a floating-point unit, which a %1 does not have.</source>
        <translation>Passa floats em registradores de uma unidade de ponto flutuante, que um %1 não tem.</translation>
    </message>
    <message>
        <source>It passes floats in registers that %1 does not have.</source>
        <translation>Passa floats em registradores que %1 não tem.</translation>
    </message>
    <message>
        <source>It printed %1 results (%2); %3 has %4 finite ones.</source>
        <translation>Imprimiu %1 resultados (%2); %3 tem %4 finitos.</translation>
    </message>
    <message>
        <source>It printed %1 time stamps around an inference; two are the rule.</source>
        <translation>Imprimiu %1 marcas de tempo em torno de uma inferência; a regra são duas.</translation>
    </message>
    <message>
        <source>It recorded nothing for %1 s while it was sampling.</source>
        <translation>Não gravou nada por %1 s enquanto amostrava.</translation>
    </message>
    <message>
        <source>It refused place %1: %2.</source>
        <translation>Recusou o lugar %1: %2.</translation>
    </message>
    <message>
        <source>It refuses &quot;%1&quot;: &quot;%2&quot;.</source>
        <translation>Recusa &quot;%1&quot;: &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>It refuses &quot;%1&quot;: %2.</source>
        <translation>Recusa &quot;%1&quot;: %2.</translation>
    </message>
    <message>
        <source>It refuses &apos;%1&apos;: %2.</source>
        <translation>Ele recusa &apos;%1&apos;: %2.</translation>
    </message>
    <message>
        <source>It refuses a value: %1.</source>
        <translation>Recusa um valor: %1.</translation>
    </message>
    <message>
        <source>It refuses its set-up: %1.</source>
        <translation>Recusa sua configuração: %1.</translation>
    </message>
    <message>
        <source>It refuses to be controlled: &quot;%1&quot;.</source>
        <translation>Recusa ser controlado: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>It reports firmware %1, not %2.</source>
        <translation>Ele informa o firmware %1, não %2.</translation>
    </message>
    <message>
        <source>It reports pack %1 (status %2), not %3.</source>
        <translation>Ele informa o pacote %1 (estado %2), não %3.</translation>
    </message>
    <message>
        <source>It restarted by itself: its firmware crashed, or its supply is weak.</source>
        <translation>Reiniciou sozinho: o firmware travou ou a alimentação é fraca.</translation>
    </message>
    <message>
        <source>It said nothing within %1 s.</source>
        <translation>Não disse nada em %1 s.</translation>
    </message>
    <message>
        <source>It said nothing within %1 s: its firmware may be too old for the library, or it hangs.</source>
        <translation>Ele não disse nada em %1 s: o firmware dele pode ser antigo demais para a biblioteca, ou ele travou.</translation>
    </message>
    <message>
        <source>It said nothing; its exit code is %1.</source>
        <translation>Não disse nada; o código de saída é %1.</translation>
    </message>
    <message>
        <source>It says &apos;%1&apos; and lies in the folder &apos;%2&apos;.</source>
        <translation>Diz &apos;%1&apos; e está na pasta &apos;%2&apos;.</translation>
    </message>
    <message>
        <source>It says that a reading was taken after %1 s.</source>
        <translation>Diz que uma leitura foi feita após %1 s.</translation>
    </message>
    <message>
        <source>It says that it has %1 more readings, and does not give them within %2 s.</source>
        <translation>Diz que tem mais %1 leituras e não as entrega em %2 s.</translation>
    </message>
    <message>
        <source>It says that it is loaded after %1 of %2 bytes.</source>
        <translation>Diz que está carregado após %1 de %2 bytes.</translation>
    </message>
    <message>
        <source>It says that it is not calibrated.</source>
        <translation>Diz que não está calibrado.</translation>
    </message>
    <message>
        <source>It says that its channel %1 has %2 more values, and gives %3.</source>
        <translation>Diz que seu canal %1 tem mais %2 valores e entrega %3.</translation>
    </message>
    <message>
        <source>It says that its model is &apos;%1&apos;.</source>
        <translation>Diz que seu modelo é &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>It says: &quot;%1&quot;.</source>
        <translation>Diz: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>It says: %1.</source>
        <translation>Ele diz: %1.</translation>
    </message>
    <message>
        <source>It sent &quot;%1&quot;, which is no message.</source>
        <translation>Enviou &quot;%1&quot;, que não é uma mensagem.</translation>
    </message>
    <message>
        <source>It sent %1 bytes that are no message.</source>
        <translation>Enviou %1 bytes que não são uma mensagem.</translation>
    </message>
    <message>
        <source>It sent an edge that has no time.</source>
        <translation>Enviou uma borda que não tem tempo.</translation>
    </message>
    <message>
        <source>It sent nothing for %1 s while it was sampling.</source>
        <translation>Não enviou nada por %1 s enquanto amostrava.</translation>
    </message>
    <message>
        <source>It sent nothing in the last %1 s of a recording: it ended by itself, or started anew.</source>
        <translation>Não enviou nada nos últimos %1 s de uma gravação: parou sozinho, ou recomeçou.</translation>
    </message>
    <message>
        <source>It sent something that is no message.</source>
        <translation>Enviou algo que não é uma mensagem.</translation>
    </message>
    <message>
        <source>It speaks wire version %1; this program speaks %2.</source>
        <translation>Fala a versão %1 do wire; este programa fala a %2.</translation>
    </message>
    <message>
        <source>It stands there twice.</source>
        <translation>Aparece ali duas vezes.</translation>
    </message>
    <message>
        <source>It started anew while it was sampling.</source>
        <translation>Reiniciou enquanto amostrava.</translation>
    </message>
    <message>
        <source>It stopped answering half-way.</source>
        <translation>Parou de responder no meio.</translation>
    </message>
    <message>
        <source>It takes commands, but passes none on.</source>
        <translation>Ele aceita comandos, mas não repassa nenhum.</translation>
    </message>
    <message>
        <source>It tells the time, so it moves no time stamp line, and it has no mark line either.</source>
        <translation>Ele informa o tempo, logo não move linha de carimbo de tempo, e também não tem linha de marca.</translation>
    </message>
    <message>
        <source>It uses compressed instructions, the board is %1.</source>
        <translation>Usa instruções compactadas, a placa é %1.</translation>
    </message>
    <message>
        <source>It was begun %1 times and never came to an end.</source>
        <translation>Foi começada %1 vezes e nunca chegou ao fim.</translation>
    </message>
    <message>
        <source>It was cut: its headers speak of %1 bytes, the file has %2.</source>
        <translation>Foi cortado: os cabeçalhos falam em %1 bytes, o arquivo tem %2.</translation>
    </message>
    <message>
        <source>It was moved, deleted or replaced while it was in use.</source>
        <translation>Foi movido, apagado ou substituído durante o uso.</translation>
    </message>
    <message>
        <source>It was not measured.</source>
        <translation>Não foi medida.</translation>
    </message>
    <message>
        <source>It was taken over while this one was not heard of.</source>
        <translation>Foi assumido enquanto não se ouvia deste.</translation>
    </message>
    <message>
        <source>It would pass, but the run is degraded: %1.</source>
        <translation>Seria aprovada, mas a execução está degradada: %1.</translation>
    </message>
    <message>
        <source>It would pass, but the run it is held against is degraded: %1.</source>
        <translation>Passaria, mas a execução com que é comparada está degradada: %1.</translation>
    </message>
    <message>
        <source>Its PNG data ends too early.</source>
        <translation>Os dados PNG terminam cedo demais.</translation>
    </message>
    <message>
        <source>Its PNG data is damaged.</source>
        <translation>Os dados PNG estão danificados.</translation>
    </message>
    <message>
        <source>Its PNG data is larger than its header says.</source>
        <translation>Os dados PNG são maiores do que diz o cabeçalho.</translation>
    </message>
    <message>
        <source>Its PNG header is missing.</source>
        <translation>Falta o cabeçalho PNG.</translation>
    </message>
    <message>
        <source>Its PNG header is wrong.</source>
        <translation>O cabeçalho PNG está errado.</translation>
    </message>
    <message>
        <source>Its SHA-256 does not match: it was cut or changed.</source>
        <translation>O SHA-256 não confere: foi cortado ou alterado.</translation>
    </message>
    <message>
        <source>Its Status &apos;%1&apos; is none of available, preview, rdi.</source>
        <translation>O seu Status &apos;%1&apos; não é nenhum de available, preview, rdi.</translation>
    </message>
    <message>
        <source>Its answer has no known form: %1.</source>
        <translation>A resposta não tem forma conhecida: %1.</translation>
    </message>
    <message>
        <source>Its bootloader could not be talked to at %1 baud: %2.</source>
        <translation>Não foi possível falar com o bootloader dela a %1 baud: %2.</translation>
    </message>
    <message>
        <source>Its bootloader is not entered by a pin from here: the first word of esptool leads into it.</source>
        <translation>Daqui não se entra no bootloader por um pino: a primeira palavra do esptool leva a ele.</translation>
    </message>
    <message>
        <source>Its bootloader refused %1 %2 times.</source>
        <translation>O bootloader recusou %1 %2 vezes.</translation>
    </message>
    <message>
        <source>Its bootloader says it is chip %1, whose flash pages are not known here. Known: %2.</source>
        <translation>O bootloader diz ser o chip %1, cujas páginas de flash não são conhecidas aqui. Conhecidos: %2.</translation>
    </message>
    <message>
        <source>Its cable is at another computer</source>
        <translation>O cabo dela está em outro computador</translation>
    </message>
    <message>
        <source>Its cable is pulled.</source>
        <translation>O cabo está desconectado.</translation>
    </message>
    <message>
        <source>Its calibration lacks %1; the maker&apos;s defaults stand for them.</source>
        <translation>Na calibração dele falta %1; valem os padrões do fabricante.</translation>
    </message>
    <message>
        <source>Its calibration register does not keep what is written to it.</source>
        <translation>O registrador de calibração dele não guarda o que nele se escreve.</translation>
    </message>
    <message>
        <source>Its calibration register lost its value while it was sampling.</source>
        <translation>O registrador de calibração dele perdeu o valor enquanto amostrava.</translation>
    </message>
    <message>
        <source>Its clock or its counter is wrong.</source>
        <translation>O relógio ou o contador está errado.</translation>
    </message>
    <message>
        <source>Its engine refuses the model: %1.</source>
        <translation>O motor dele recusa o modelo: %1.</translation>
    </message>
    <message>
        <source>Its engine reports pack %1 (status %2), not %3.</source>
        <translation>O motor dele informa o pacote %1 (status %2), e não %3.</translation>
    </message>
    <message>
        <source>Its environment is damaged: %1.</source>
        <translation>O ambiente está danificado: %1.</translation>
    </message>
    <message>
        <source>Its environment is made by a Python 3.11 to 3.13 with venv, and there is none on the PATH.</source>
        <translation>Seu ambiente é criado por um Python 3.11 a 3.13 com venv, e não há nenhum no PATH.</translation>
    </message>
    <message>
        <source>Its firmware has to be written, but %1 carries its console only: %2. %3</source>
        <translation>O firmware precisa ser gravado, mas %1 leva só o console: %2. %3</translation>
    </message>
    <message>
        <source>Its first samples are damaged.</source>
        <translation>As primeiras amostras estão danificadas.</translation>
    </message>
    <message>
        <source>Its folder %1 cannot be made or written: %2.</source>
        <translation>A pasta %1 não pode ser criada nem escrita: %2.</translation>
    </message>
    <message>
        <source>Its folder %1 cannot be made: %2.</source>
        <translation>A pasta %1 não pode ser criada: %2.</translation>
    </message>
    <message>
        <source>Its head is damaged.</source>
        <translation>O cabeçalho está danificado.</translation>
    </message>
    <message>
        <source>Its headers are damaged: they do not describe a program.</source>
        <translation>Os cabeçalhos estão danificados: não descrevem um programa.</translation>
    </message>
    <message>
        <source>Its input is %1: it is quantised already.</source>
        <translation>Sua entrada é %1: já está quantizado.</translation>
    </message>
    <message>
        <source>Its inputs have %1 bytes, %2 were given.</source>
        <translation>As entradas têm %1 bytes; foram dados %2.</translation>
    </message>
    <message>
        <source>Its labels go from %1 to %2; the model tells %3 classes.</source>
        <translation>Os rótulos vão de %1 a %2; o modelo distingue %3 classes.</translation>
    </message>
    <message>
        <source>Its line closed while %1.</source>
        <translation>A linha dele fechou enquanto %1.</translation>
    </message>
    <message>
        <source>Its outputs are its inputs: there is nothing to run and nothing to measure.</source>
        <translation>As saídas dele são as entradas: não há nada a executar nem a medir.</translation>
    </message>
    <message>
        <source>Its packages cannot be fetched: the network does not answer.</source>
        <translation>Seus pacotes não podem ser baixados: a rede não responde.</translation>
    </message>
    <message>
        <source>Its places: %1.</source>
        <translation>Os lugares dele: %1.</translation>
    </message>
    <message>
        <source>Its process did not come up within %1 s. %2</source>
        <translation>O processo não subiu em %1 s. %2</translation>
    </message>
    <message>
        <source>Its process does not obey: %1.</source>
        <translation>O processo não obedece: %1.</translation>
    </message>
    <message>
        <source>Its process ended at once with code %1.</source>
        <translation>O processo dele terminou logo, com código %1.</translation>
    </message>
    <message>
        <source>Its process ended at once: %1</source>
        <translation>O processo terminou de imediato: %1</translation>
    </message>
    <message>
        <source>Its reset line is held.</source>
        <translation>A linha de reset está acionada.</translation>
    </message>
    <message>
        <source>Its samples have shape %1; the model takes %2.</source>
        <translation>As amostras têm a forma %1; o modelo recebe %2.</translation>
    </message>
    <message>
        <source>Its server has these devices: %1. Say which by ?device=NAME behind its address.</source>
        <translation>O servidor tem estes dispositivos: %1. Diga qual com ?device=NOME depois do endereço.</translation>
    </message>
    <message>
        <source>Its set-up %1 and was ended after %2 s.</source>
        <translation>A instalação dele %1 e foi encerrada após %2 s.</translation>
    </message>
    <message>
        <source>Its set-up ended with code %1. Last words: %2.</source>
        <translation>A instalação dele terminou com o código %1. Últimas palavras: %2.</translation>
    </message>
    <message>
        <source>Its shape is %1; expected (n, %2).</source>
        <translation>A forma é %1; esperava-se (n, %2).</translation>
    </message>
    <message>
        <source>Its shunt and range do not go together: %1.</source>
        <translation>O shunt e a faixa dele não combinam: %1.</translation>
    </message>
    <message>
        <source>Its shunt is no number; %1 ohm stand for it.</source>
        <translation>O shunt dele não é um número; vale %1 ohm no lugar.</translation>
    </message>
    <message>
        <source>Its signature &apos;%1&apos; has several inputs or outputs; one of each is converted here.</source>
        <translation>A assinatura &apos;%1&apos; tem várias entradas ou saídas; aqui se converte uma de cada.</translation>
    </message>
    <message>
        <source>Its status is &quot;%1&quot;.</source>
        <translation>O estado dele é &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>Its temperature changed by %1 °C since it was calibrated.</source>
        <translation>A temperatura dele mudou %1 °C desde que foi calibrado.</translation>
    </message>
    <message>
        <source>Its tensors need %1 bytes of RAM at one time.</source>
        <translation>Os tensores precisam de %1 bytes de RAM ao mesmo tempo.</translation>
    </message>
    <message>
        <source>Its thermometer gives no number, so nobody knows how far it is from where it was calibrated.</source>
        <translation>O termômetro dele não dá um número, então não se sabe quão longe está de onde foi calibrado.</translation>
    </message>
    <message>
        <source>Its time stamps stand still over %1 inferences, %2 s of the host.</source>
        <translation>As marcas de tempo não avançam durante %1 inferências, %2 s no computador.</translation>
    </message>
    <message>
        <source>Its timeout &apos;%1&apos; is no number of seconds from 0.1 to 60.</source>
        <translation>O timeout &apos;%1&apos; não é um número de segundos de 0.1 a 60.</translation>
    </message>
    <message>
        <source>Its values are %1, not numbers.</source>
        <translation>Os valores são %1, não números.</translation>
    </message>
    <message>
        <source>Its values: %1.</source>
        <translation>Os valores dele: %1.</translation>
    </message>
    <message>
        <source>Its wake words or its length are none.</source>
        <translation>Suas palavras de ativação ou sua duração não são válidas.</translation>
    </message>
    <message>
        <source>Its y_labels.csv is no file.</source>
        <translation>Seu y_labels.csv não é um arquivo.</translation>
    </message>
    <message>
        <source>J-Link serial number %1, which begins with %2</source>
        <translation>número de série J-Link %1, que começa com %2</translation>
    </message>
    <message>
        <source>Join the group dialout, or install what benchwright doctor --udev-rules prints; then retry.</source>
        <translation>Entre no grupo dialout ou instale o que benchwright doctor --udev-rules imprime; depois tente de novo.</translation>
    </message>
    <message>
        <source>Keras cannot load it: %1</source>
        <translation>O Keras não consegue carregá-lo: %1</translation>
    </message>
    <message>
        <source>Known are %1.</source>
        <translation>São conhecidas %1.</translation>
    </message>
    <message>
        <source>Known: %1.</source>
        <translation>Conhecidas: %1.</translation>
    </message>
    <message>
        <source>Layers of your own have no code here: export it as a SavedModel (model.export) and convert that folder.</source>
        <translation>Camadas suas não têm código aqui: exporte-o como SavedModel (model.export) e converta essa pasta.</translation>
    </message>
    <message>
        <source>Leave it out, or measure energy.</source>
        <translation>Deixe-o de fora, ou meça energia.</translation>
    </message>
    <message>
        <source>Leave only this one plugged in, then flash again.</source>
        <translation>Deixe só esta conectada e grave de novo.</translation>
    </message>
    <message>
        <source>Line %1 has %2 fields; the first has %3.</source>
        <translation>A linha %1 tem %2 campos; a primeira tem %3.</translation>
    </message>
    <message>
        <source>Line %1 of y_labels.csv %2.</source>
        <translation>A linha %1 de y_labels.csv %2.</translation>
    </message>
    <message>
        <source>Line %1 of y_labels.csv names &apos;%2&apos; again, which line %3 names.</source>
        <translation>A linha %1 de y_labels.csv repete &apos;%2&apos;, que a linha %3 já nomeia.</translation>
    </message>
    <message>
        <source>Line %1 of y_labels.csv says %2 classes; the first says %3.</source>
        <translation>A linha %1 de y_labels.csv diz %2 classes; a primeira diz %3.</translation>
    </message>
    <message>
        <source>Line %1: %2.</source>
        <translation>Linha %1: %2.</translation>
    </message>
    <message>
        <source>Line %1: &apos;%2&apos; is no %3.</source>
        <translation>Linha %1: &apos;%2&apos; não é %3.</translation>
    </message>
    <message>
        <source>Line %1: there is no file &apos;%2&apos;.</source>
        <translation>Linha %1: não há o arquivo &apos;%2&apos;.</translation>
    </message>
    <message>
        <source>Link it for this board&apos;s flash; option bytes and user registers are written with the maker&apos;s tool.</source>
        <translation>Faça o link para a flash desta placa; option bytes e registradores de usuário são gravados com a ferramenta do fabricante.</translation>
    </message>
    <message>
        <source>List them with `benchwright mlperf --list`.</source>
        <translation>Liste-os com `benchwright mlperf --list`.</translation>
    </message>
    <message>
        <source>LiteRT refuses it: %1</source>
        <translation>O LiteRT o recusa: %1</translation>
    </message>
    <message>
        <source>Log in in the Otii application on that computer and reserve an Automation Toolbox licence there, then retry.</source>
        <translation>Entre na sua conta no aplicativo Otii daquele computador, reserve ali uma licença do Automation Toolbox e tente de novo.</translation>
    </message>
    <message>
        <source>Look at the server and the board there, then retry; nothing was saved.</source>
        <translation>Confira o servidor e a placa lá e tente de novo; nada foi salvo.</translation>
    </message>
    <message>
        <source>Look at the supply voltage, at what else the meter feeds, and at the clock.</source>
        <translation>Verifique a tensão de alimentação, o que mais o medidor alimenta e o relógio.</translation>
    </message>
    <message>
        <source>Look whether that computer is on and the network or the tunnel to it is up, then retry.</source>
        <translation>Veja se aquele computador está ligado e se a rede ou o túnel até ele funciona; depois tente de novo.</translation>
    </message>
    <message>
        <source>Looking up &apos;%1&apos; took longer than %2 s.</source>
        <translation>Procurar &apos;%1&apos; levou mais de %2 s.</translation>
    </message>
    <message>
        <source>MACs are dense: taps that fall on padding are counted. Weights include biases and multipliers.</source>
        <translation>MACs são densos: contam-se os taps que caem no padding. Os pesos incluem biases e multiplicadores.</translation>
    </message>
    <message>
        <source>MEMORY has %1 bytes</source>
        <translation>MEMORY tem %1 bytes</translation>
    </message>
    <message>
        <source>Make a SavedModel of it (pip install onnx2tf; onnx2tf -i MODEL.onnx -o FOLDER), then drop it.</source>
        <translation>Faça dele um SavedModel (pip install onnx2tf; onnx2tf -i MODEL.onnx -o FOLDER) e solte-o.</translation>
    </message>
    <message>
        <source>Make room and flash again.</source>
        <translation>Libere espaço e grave de novo.</translation>
    </message>
    <message>
        <source>Make room there and flash again.</source>
        <translation>Libere espaço lá e grave de novo.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medir</translation>
    </message>
    <message>
        <source>Measure the model again with a power meter: benchwright run MODEL --board DEVICE --meter METER.</source>
        <translation>Meça o modelo de novo com um medidor de energia: benchwright run MODEL --board DEVICE --meter METER.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Meters that can be had: %1.</source>
        <translation>Medidores disponíveis: %1.</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>O modelo %1</translation>
    </message>
    <message>
        <source>More than %1 conditions.</source>
        <translation>Mais de %1 condições.</translation>
    </message>
    <message>
        <source>Name it: benchwright lab use HOST:PORT, or set LG_COORDINATOR.</source>
        <translation>Informe: benchwright lab use HOST:PORT, ou defina LG_COORDINATOR.</translation>
    </message>
    <message>
        <source>Name one: --meter PORT, or virtual:ppk2.</source>
        <translation>Indique um: --meter PORTA, ou virtual:ppk2.</translation>
    </message>
    <message>
        <source>Name or service not known</source>
        <translation>Nome ou serviço desconhecido</translation>
    </message>
    <message>
        <source>Name the port of that board: --io-manager PORT.</source>
        <translation>Indique a porta dessa placa: --io-manager PORTA.</translation>
    </message>
    <message>
        <source>Name the server in %1 (BOARD=HOST:PORT), or plug in a Black Magic Probe</source>
        <translation>Indique o servidor em %1 (BOARD=HOST:PORT) ou conecte uma Black Magic Probe</translation>
    </message>
    <message>
        <source>Neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can be shown here.</source>
        <translation>Nem DISPLAY nem WAYLAND_DISPLAY está definido; nenhuma janela pode ser mostrada aqui.</translation>
    </message>
    <message>
        <source>Neither its content nor its name says what it is.</source>
        <translation>Nem o conteúdo nem o nome dizem o que é.</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>A rede está fora de alcance</translation>
    </message>
    <message>
        <source>No %1 answers at %2.</source>
        <translation>Nenhum %1 responde em %2.</translation>
    </message>
    <message>
        <source>No GDB server answers at %1. %2</source>
        <translation>Nenhum servidor GDB responde em %1. %2</translation>
    </message>
    <message>
        <source>No GDB server is known for %1. %2</source>
        <translation>Não se conhece nenhum servidor GDB para %1. %2</translation>
    </message>
    <message>
        <source>No IO manager answers at %1.</source>
        <translation>Nenhum IO manager responde em %1.</translation>
    </message>
    <message>
        <source>No batch has such an id.</source>
        <translation>Nenhum lote tem esse id.</translation>
    </message>
    <message>
        <source>No batch of this database has that id.</source>
        <translation>Nenhum lote deste banco de dados tem esse id.</translation>
    </message>
    <message>
        <source>No board waits in its bootloader.</source>
        <translation>Nenhuma placa está à espera no bootloader.</translation>
    </message>
    <message>
        <source>No computer is known by the name &apos;%1&apos;.</source>
        <translation>Nenhum computador é conhecido pelo nome &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>No debug probe was found.</source>
        <translation>Nenhuma sonda de depuração foi encontrada.</translation>
    </message>
    <message>
        <source>No device is plugged in.</source>
        <translation>Nenhum dispositivo está conectado.</translation>
    </message>
    <message>
        <source>No drive with INFO_UF2.TXT of %1 appeared. %2</source>
        <translation>Não apareceu nenhuma unidade com o INFO_UF2.TXT de %1. %2</translation>
    </message>
    <message>
        <source>No power meter saw it, or what the meter saw was no good.</source>
        <translation>Nenhum medidor de energia a viu, ou o que ele viu não serve.</translation>
    </message>
    <message>
        <source>No program and no package of that name is installed.</source>
        <translation>Não há programa nem pacote com esse nome instalado.</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>Não há rota até o computador</translation>
    </message>
    <message>
        <source>No rule of the policy &apos;%1&apos; is for these models and boards.</source>
        <translation>Nenhuma regra da política &apos;%1&apos; vale para estes modelos e placas.</translation>
    </message>
    <message>
        <source>No run stands before the gate.</source>
        <translation>Nenhuma execução está diante do portão.</translation>
    </message>
    <message>
        <source>No run was asked for, or the search finds none that can be read.</source>
        <translation>Nenhuma execução foi pedida, ou a busca não acha nenhuma que possa ser lida.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Não há espaço livre no disco</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>Dispositivo inexistente</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>Dispositivo ou endereço inexistente</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Arquivo ou pasta inexistente</translation>
    </message>
    <message>
        <source>No trace was kept with this run, or it was deleted.</source>
        <translation>Nenhum traço foi guardado com esta execução, ou ele foi excluído.</translation>
    </message>
    <message>
        <source>No warm-up inference ran before the measurement.</source>
        <translation>Nenhuma inferência de aquecimento rodou antes da medição.</translation>
    </message>
    <message>
        <source>Nobody has named a coordinator.</source>
        <translation>Ninguém informou um coordenador.</translation>
    </message>
    <message>
        <source>Nobody is logged in at the Otii server, which asks for a licence.</source>
        <translation>Ninguém entrou na conta no servidor Otii, que exige uma licença.</translation>
    </message>
    <message>
        <source>None has this id.</source>
        <translation>Nenhuma tem este id.</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Não é uma pasta</translation>
    </message>
    <message>
        <source>Not comparable: %1.</source>
        <translation>Não comparável: %1.</translation>
    </message>
    <message>
        <source>Not hardware: %1 runs on an emulator.</source>
        <translation>Não é hardware: %1 roda em um emulador.</translation>
    </message>
    <message>
        <source>Not hardware: %1 runs on this computer.</source>
        <translation>Não é hardware: %1 roda neste computador.</translation>
    </message>
    <message>
        <source>Not measured.</source>
        <translation>Não medido.</translation>
    </message>
    <message>
        <source>Nothing can begin like that.</source>
        <translation>Nada pode começar assim.</translation>
    </message>
    <message>
        <source>Nothing in it goes to flash.</source>
        <translation>Nada nele vai para a flash.</translation>
    </message>
    <message>
        <source>Nothing listens at %1.</source>
        <translation>Ninguém escuta em %1.</translation>
    </message>
    <message>
        <source>Nothing of it stays.</source>
        <translation>Nada dela fica.</translation>
    </message>
    <message>
        <source>Nothing says so.</source>
        <translation>Nada indica qual é.</translation>
    </message>
    <message>
        <source>Nothing starts at %1: the emulator begins where flash does.</source>
        <translation>Nada começa em %1: o emulador começa onde a flash começa.</translation>
    </message>
    <message>
        <source>Nothing was begun.</source>
        <translation>Nada foi iniciado.</translation>
    </message>
    <message>
        <source>Nothing was built in %1.</source>
        <translation>Nada foi compilado em %1.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Nada foi importado.</translation>
    </message>
    <message>
        <source>Nothing was saved; correct the value and retry.</source>
        <translation>Nada foi salvo; corrija o valor e tente de novo.</translation>
    </message>
    <message>
        <source>Nothing was saved; run again when ready.</source>
        <translation>Nada foi salvo; execute de novo quando quiser.</translation>
    </message>
    <message>
        <source>Of %1 it must be %2; it is %3.</source>
        <translation>Para %1 deve ser %2; está %3.</translation>
    </message>
    <message>
        <source>Of that %1 can be used: assumed, not measured.</source>
        <translation>Disso %1 pode ser usado: suposto, não medido.</translation>
    </message>
    <message>
        <source>One inference every %1 on a %2: %3 by a SIMULATED meter.</source>
        <translation>Uma inferência a cada %1 em uma %2: %3 por um medidor SIMULADO.</translation>
    </message>
    <message>
        <source>One inference every %1 on a %2: %3 by a run that was not on hardware.</source>
        <translation>Uma inferência a cada %1 em uma %2: %3 por uma execução que não foi em hardware.</translation>
    </message>
    <message>
        <source>One inference every %1 on a %2: %3.</source>
        <translation>Uma inferência a cada %1 em uma %2: %3.</translation>
    </message>
    <message>
        <source>One virtual device of Benchwright.</source>
        <translation>Um dispositivo virtual do Benchwright.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Abra-o de novo.</translation>
    </message>
    <message>
        <source>OpenOCD has no file of that name: it is too old for this board.</source>
        <translation>O OpenOCD não tem arquivo com esse nome: é antigo demais para esta placa.</translation>
    </message>
    <message>
        <source>Operation canceled</source>
        <translation>Operação cancelada</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Operação não permitida</translation>
    </message>
    <message>
        <source>Operation not supported</source>
        <translation>Operação não suportada</translation>
    </message>
    <message>
        <source>Operation timed out</source>
        <translation>A operação esgotou o tempo</translation>
    </message>
    <message>
        <source>Options that it knows: %1.</source>
        <translation>Opções que conhece: %1.</translation>
    </message>
    <message>
        <source>Other programs import variants without a pause.</source>
        <translation>Outros programas importam variantes sem parar.</translation>
    </message>
    <message>
        <source>Over that time %1 of it is lost by self-discharge.</source>
        <translation>Nesse tempo %1 dela se perde por autodescarga.</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Permissão negada</translation>
    </message>
    <message>
        <source>Pictures are decoded by TensorFlow, which is not set up.</source>
        <translation>As imagens são decodificadas pelo TensorFlow, que não está preparado.</translation>
    </message>
    <message>
        <source>Place %1 cannot be used.</source>
        <translation>O lugar %1 não pode ser usado.</translation>
    </message>
    <message>
        <source>Place %1 is in use.</source>
        <translation>O lugar %1 está em uso.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planejar</translation>
    </message>
    <message>
        <source>Plan the model again.</source>
        <translation>Planeje o modelo de novo.</translation>
    </message>
    <message>
        <source>Plug it in again and retry; nothing was saved.</source>
        <translation>Reconecte e tente de novo; nada foi salvo.</translation>
    </message>
    <message>
        <source>Plug it in again: benchwright virtual plug %1.</source>
        <translation>Religue: benchwright virtual plug %1.</translation>
    </message>
    <message>
        <source>Plug it in, by a cable that carries data, then retry.</source>
        <translation>Conecte-o com um cabo que leve dados e tente de novo.</translation>
    </message>
    <message>
        <source>Plug it in, or start a virtual one: benchwright virtual start NAME.</source>
        <translation>Conecte-o ou inicie um virtual: benchwright virtual start NAME.</translation>
    </message>
    <message>
        <source>Plug the board in and retry.</source>
        <translation>Conecte a placa e tente de novo.</translation>
    </message>
    <message>
        <source>Plug the board in by the USB socket of its own %1 and flash again.</source>
        <translation>Conecte a placa pela porta USB da própria %1 e grave de novo.</translation>
    </message>
    <message>
        <source>Plug the board in by the USB socket of its own %1, or leave only the %2 that belongs to it</source>
        <translation>Conecte a placa pela porta USB dela (%1), ou deixe na USB apenas o que pertence a ela (%2)</translation>
    </message>
    <message>
        <source>Plug the board in by the socket of its probe (ST-LINK, DAPLink, J-Link), close other debuggers, then flash again.</source>
        <translation>Conecte a placa pelo conector da sonda (ST-LINK, DAPLink, J-Link), feche outros depuradores e grave de novo.</translation>
    </message>
    <message>
        <source>Port %1 is in use.</source>
        <translation>A porta %1 está em uso.</translation>
    </message>
    <message>
        <source>Predicted: %1 instructions an inference. At one a cycle of %2 MHz that is %3 ms; on the device many take longer.</source>
        <translation>Previsto: %1 instruções por inferência. A uma por ciclo de %2 MHz, são %3 ms; no dispositivo, muitas levam mais.</translation>
    </message>
    <message>
        <source>Present: %1.</source>
        <translation>Presentes: %1.</translation>
    </message>
    <message>
        <source>Press reset just before flashing starts, close other programs that use the port, then flash again.</source>
        <translation>Pressione reset logo antes de a gravação começar, feche outros programas que usam a porta e grave de novo.</translation>
    </message>
    <message>
        <source>Press reset or plug the board in again, then retry.</source>
        <translation>Pressione reset ou reconecte a placa e tente de novo.</translation>
    </message>
    <message>
        <source>Press reset twice quickly (Pico: hold BOOTSEL while plugging it in), then flash again.</source>
        <translation>Pressione reset duas vezes rápido (Pico: segure BOOTSEL ao conectar) e grave de novo.</translation>
    </message>
    <message>
        <source>Press reset twice quickly (on STM32 boards: hold BOOT0 and press reset), then flash again.</source>
        <translation>Pressione reset duas vezes rápido (em placas STM32: segure BOOT0 e pressione reset) e grave de novo.</translation>
    </message>
    <message>
        <source>Press reset twice quickly (the LED fades), then flash again.</source>
        <translation>Pressione reset duas vezes rápido (o LED pulsa) e grave de novo.</translation>
    </message>
    <message>
        <source>Press reset, check the board&apos;s supply and flash again.</source>
        <translation>Pressione reset, confira a alimentação da placa e grave de novo.</translation>
    </message>
    <message>
        <source>Process %1 on %2 runs it, last heard of %3 s ago.</source>
        <translation>O processo %1 em %2 o executa; último sinal há %3 s.</translation>
    </message>
    <message>
        <source>Pruned by magnitude to %1 % zeros and not trained again: accuracy usually falls. Kernels for dense weights run no faster for single zeros, and the file is no smaller unless it is compressed.</source>
        <translation>Podado por magnitude até %1 % de zeros e sem novo treino: a acurácia costuma cair. Kernels para pesos densos não ficam mais rápidos com zeros isolados, e o arquivo só diminui se for comprimido.</translation>
    </message>
    <message>
        <source>Published for int8: %1 MAC a cycle.</source>
        <translation>Publicado para int8: %1 MAC por ciclo.</translation>
    </message>
    <message>
        <source>Published for int8: %1 MAC to %2 MAC a cycle.</source>
        <translation>Publicado para int8: de %1 MAC a %2 MAC por ciclo.</translation>
    </message>
    <message>
        <source>Published: %1 pJ to %2 pJ.</source>
        <translation>Publicado: de %1 pJ a %2 pJ.</translation>
    </message>
    <message>
        <source>Published: %1 pJ.</source>
        <translation>Publicado: %1 pJ.</translation>
    </message>
    <message>
        <source>Put a copy of it back, or rescue what can be read: sqlite3 OLD .recover | sqlite3 NEW.</source>
        <translation>Restaure uma cópia ou salve o que ainda pode ser lido: sqlite3 OLD .recover | sqlite3 NEW.</translation>
    </message>
    <message>
        <source>Put it back and retry; without it, the next try starts an empty one.</source>
        <translation>Ponha-o de volta e tente de novo; sem ele, a próxima tentativa cria um vazio.</translation>
    </message>
    <message>
        <source>Put it in quotes.</source>
        <translation>Coloque entre aspas.</translation>
    </message>
    <message>
        <source>Put its cable back in and repeat; latency is measured without a meter too.</source>
        <translation>Reconecte o cabo dele e repita; a latência é medida também sem medidor.</translation>
    </message>
    <message>
        <source>Put this line into %1: %2 Then run: %3. Plug it in again and retry.</source>
        <translation>Ponha esta linha em %1: %2 Depois execute: %3. Reconecte e tente de novo.</translation>
    </message>
    <message>
        <source>QEMU %1 or newer is needed for %2.</source>
        <translation>É preciso o QEMU %1 ou mais novo para %2.</translation>
    </message>
    <message>
        <source>QEMU %1, machine %2</source>
        <translation>QEMU %1, máquina %2</translation>
    </message>
    <message>
        <source>Re-plug it, update its firmware with the maker&apos;s program, then retry.</source>
        <translation>Reconecte-o, atualize o firmware com o programa do fabricante e tente de novo.</translation>
    </message>
    <message>
        <source>Read again.</source>
        <translation>Leia de novo.</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Sistema de arquivos somente para leitura</translation>
    </message>
    <message>
        <source>Reading back at %1 gave other bytes than were written.</source>
        <translation>A leitura de volta em %1 trouxe bytes diferentes dos gravados.</translation>
    </message>
    <message>
        <source>Reading back failed %1 times: %2.</source>
        <translation>A leitura de volta falhou %1 vezes: %2.</translation>
    </message>
    <message>
        <source>Reading back gave other bytes than were written.</source>
        <translation>A leitura de volta trouxe bytes diferentes dos gravados.</translation>
    </message>
    <message>
        <source>Remove a write protection of this page (stm32flash -u) and flash again; if the address stays the same, its flash is worn out.</source>
        <translation>Remova a proteção de escrita desta página (stm32flash -u) e grave de novo; se o endereço for o mesmo, a flash está gasta.</translation>
    </message>
    <message>
        <source>Remove the protection with STM32CubeProgrammer (this erases the chip), then flash again.</source>
        <translation>Remova a proteção com o STM32CubeProgrammer (isso apaga o chip) e grave de novo.</translation>
    </message>
    <message>
        <source>Remove the protection with the maker&apos;s tool (this erases the chip), then flash again.</source>
        <translation>Remova a proteção com a ferramenta do fabricante (isso apaga o chip) e grave de novo.</translation>
    </message>
    <message>
        <source>Remove the readout protection, which erases the whole chip (stm32flash -k, or a debug probe); then flash again.</source>
        <translation>Remova a proteção de leitura, o que apaga o chip inteiro (stm32flash -k ou uma sonda de depuração); depois grave de novo.</translation>
    </message>
    <message>
        <source>Reset the board and retry; if it stays silent, flash the firmware again (--force-flash).</source>
        <translation>Reinicie a placa e tente de novo; se continuar calada, regrave o firmware (--force-flash).</translation>
    </message>
    <message>
        <source>Resource busy</source>
        <translation>Recurso ocupado</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>Recurso indisponível no momento</translation>
    </message>
    <message>
        <source>Restart it: benchwright virtual unplug %1, then virtual plug %2; then flash again.</source>
        <translation>Reinicie-a: benchwright virtual unplug %1, depois virtual plug %2; então grave de novo.</translation>
    </message>
    <message>
        <source>Results differ from the model on the host by up to %1.</source>
        <translation>Os resultados diferem do modelo no computador em até %1.</translation>
    </message>
    <message>
        <source>Retry it when ready.</source>
        <translation>Tente de novo quando quiser.</translation>
    </message>
    <message>
        <source>Retry when they are done.</source>
        <translation>Tente de novo quando terminarem.</translation>
    </message>
    <message>
        <source>Retry: benchwright setup %1</source>
        <translation>Tente de novo: benchwright setup %1</translation>
    </message>
    <message>
        <source>Retry; if it happens again, flash the firmware again (--force-flash), or use another cable or USB port.</source>
        <translation>Tente de novo; se acontecer outra vez, regrave o firmware (--force-flash) ou use outro cabo ou outra porta USB.</translation>
    </message>
    <message>
        <source>Retry; if it happens again, the log has its last words.</source>
        <translation>Tente de novo; se acontecer outra vez, o log tem suas últimas palavras.</translation>
    </message>
    <message>
        <source>Run %1 has no energy.</source>
        <translation>A execução %1 não tem energia.</translation>
    </message>
    <message>
        <source>Run %1 is measured, but not saved.</source>
        <translation>A execução %1 foi medida, mas não salva.</translation>
    </message>
    <message>
        <source>Run the same again: it goes on from there.</source>
        <translation>Execute o mesmo outra vez: continua de onde parou.</translation>
    </message>
    <message>
        <source>SEGGER&apos;s J-Link software is missing or the probe does not answer.</source>
        <translation>Falta o software J-Link da SEGGER, ou a sonda não responde.</translation>
    </message>
    <message>
        <source>SQLite says: %1.</source>
        <translation>O SQLite diz: %1.</translation>
    </message>
    <message>
        <source>STATISTICS has %1 bytes</source>
        <translation>STATISTICS tem %1 bytes</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Save its labels as UTF-8.</source>
        <translation>Salve seus rótulos em UTF-8.</translation>
    </message>
    <message>
        <source>Say which one, by its serial number.</source>
        <translation>Diga qual, pelo número de série.</translation>
    </message>
    <message>
        <source>Search for a word, or for a field such as board:nano.</source>
        <translation>Busque uma palavra, ou um campo como board:nano.</translation>
    </message>
    <message>
        <source>See that cable and pins are sound, then flash again.</source>
        <translation>Confira o cabo e os pinos e grave de novo.</translation>
    </message>
    <message>
        <source>See that the engine reads packs of this planner.</source>
        <translation>Verifique se o motor lê pacotes deste planejador.</translation>
    </message>
    <message>
        <source>See that the firmware speaks MLPerf Tiny on this port at %1 baud (--baud sets another).</source>
        <translation>Confira se o firmware fala MLPerf Tiny nesta porta a %1 baud (--baud define outro valor).</translation>
    </message>
    <message>
        <source>See the list of supported ops (benchwright plan --ops), or convert the model without this op.</source>
        <translation>Veja a lista de operadores suportados (benchwright plan --ops) ou converta o modelo sem este operador.</translation>
    </message>
    <message>
        <source>See the log for what ended the program, then retry the job.</source>
        <translation>Veja no registro o que encerrou o programa e tente a tarefa de novo.</translation>
    </message>
    <message>
        <source>See whether it is the tool it should be: run it by hand, then flash again.</source>
        <translation>Veja se é mesmo a ferramenta certa: execute-a à mão e grave de novo.</translation>
    </message>
    <message>
        <source>See whether its disk is still there, and retry.</source>
        <translation>Veja se o disco ainda está lá e tente de novo.</translation>
    </message>
    <message>
        <source>See whether the emulator is whole (benchwright doctor), or give the board other firmware (--force-flash).</source>
        <translation>Veja se o emulador está íntegro (benchwright doctor) ou grave outro firmware (--force-flash).</translation>
    </message>
    <message>
        <source>Segment %1 ends at byte %2, the file at %3: it was cut.</source>
        <translation>O segmento %1 termina no byte %2, o arquivo em %3: foi cortado.</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>Autoteste</translation>
    </message>
    <message>
        <source>Set BENCHWRIGHT_HOME to a folder that can be written, or choose another file (--db).</source>
        <translation>Defina BENCHWRIGHT_HOME como uma pasta em que se possa escrever ou escolha outro arquivo (--db).</translation>
    </message>
    <message>
        <source>Set BOOT0 high, press reset and flash again; afterwards set BOOT0 low and press reset.</source>
        <translation>Ponha BOOT0 em nível alto, pressione reset e grave de novo; depois ponha BOOT0 em nível baixo e pressione reset.</translation>
    </message>
    <message>
        <source>Set BOOT0 low and press reset.</source>
        <translation>Ponha BOOT0 em nível baixo e pressione reset.</translation>
    </message>
    <message>
        <source>Set by hand: %1 windows of %2 s and %3 inferences at least. This is no result of MLPerf Tiny.</source>
        <translation>Ajustado à mão: %1 janelas de %2 s e no mínimo %3 inferências. Isto não é um resultado do MLPerf Tiny.</translation>
    </message>
    <message>
        <source>Set it up: %1; or name a Python that has it in %2.</source>
        <translation>Instale-o: %1; ou indique em %2 um Python que o tenha.</translation>
    </message>
    <message>
        <source>Set the firmware to print less: an answer ends with m-ready.</source>
        <translation>Faça o firmware imprimir menos: uma resposta termina com m-ready.</translation>
    </message>
    <message>
        <source>Set up again: make demo</source>
        <translation>Prepare de novo: make demo</translation>
    </message>
    <message>
        <source>Several begin like that.</source>
        <translation>Vários começam assim.</translation>
    </message>
    <message>
        <source>Several begin with this.</source>
        <translation>Várias começam assim.</translation>
    </message>
    <message>
        <source>Several boards wait in their bootloader.</source>
        <translation>Várias placas estão à espera no bootloader.</translation>
    </message>
    <message>
        <source>Several boards wait in their bootloader: %1. %2</source>
        <translation>Várias placas esperam no bootloader: %1. %2</translation>
    </message>
    <message>
        <source>Slow memory, firmware without optimisation or a wrong clock may be why.</source>
        <translation>Memória lenta, firmware sem otimização ou um relógio errado podem ser a causa.</translation>
    </message>
    <message>
        <source>Some of its values are not finite.</source>
        <translation>Alguns dos valores não são finitos.</translation>
    </message>
    <message>
        <source>Some of the inputs are byte for byte the same; they must differ.</source>
        <translation>Algumas das entradas são iguais byte a byte; elas têm de diferir.</translation>
    </message>
    <message>
        <source>Somebody has reserved it, or one of its resources; wait, or choose another place.</source>
        <translation>Alguém o reservou, ou um de seus recursos; espere ou escolha outro lugar.</translation>
    </message>
    <message>
        <source>Something else does. %1</source>
        <translation>Outra coisa responde. %1</translation>
    </message>
    <message>
        <source>Something else does. It calls itself %1.</source>
        <translation>Outra coisa responde. Ela se chama %1.</translation>
    </message>
    <message>
        <source>Something else does: %1.</source>
        <translation>Outra coisa responde: %1.</translation>
    </message>
    <message>
        <source>Something else does: a bridge to %1.</source>
        <translation>Outra coisa responde: uma ponte para %1.</translation>
    </message>
    <message>
        <source>Something else does: it answered &quot;*IDN?&quot; with &quot;%1&quot;.</source>
        <translation>Outra coisa responde: respondeu a &quot;*IDN?&quot; com &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>Something else does: it told nothing that a PowerShield tells.</source>
        <translation>Outra coisa responde: não informou nada que um PowerShield informa.</translation>
    </message>
    <message>
        <source>Something else does: it told nothing that a bridge tells.</source>
        <translation>Outra coisa responde: não informou nada que uma ponte informa.</translation>
    </message>
    <message>
        <source>Something else does: it told nothing that an Otii server tells.</source>
        <translation>Outra coisa responde: não informou nada que um servidor Otii informa.</translation>
    </message>
    <message>
        <source>Something went wrong inside Benchwright.</source>
        <translation>Algo deu errado dentro do Benchwright.</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>O arquivo remoto não existe mais</translation>
    </message>
    <message>
        <source>Start esptool on its port, with --before no-reset; see docs/virtual-esp32c3.md.</source>
        <translation>Inicie o esptool na porta dela, com --before no-reset; veja docs/virtual-esp32c3.md.</translation>
    </message>
    <message>
        <source>Start it again: benchwright virtual start %1.</source>
        <translation>Inicie de novo: benchwright virtual start %1.</translation>
    </message>
    <message>
        <source>Start it, or plug in its probe, then flash again.</source>
        <translation>Inicie-o ou conecte a sonda e grave de novo.</translation>
    </message>
    <message>
        <source>Start labgrid-exporter there and plug the board in, then retry.</source>
        <translation>Inicie o labgrid-exporter lá, conecte a placa e tente de novo.</translation>
    </message>
    <message>
        <source>Start one with `benchwright accuracy --board`.</source>
        <translation>Inicie uma com `benchwright accuracy --board`.</translation>
    </message>
    <message>
        <source>Start the server of the port there (ser2net, labgrid-exporter …), or correct the address.</source>
        <translation>Inicie lá o servidor da porta (ser2net, labgrid-exporter …) ou corrija o endereço.</translation>
    </message>
    <message>
        <source>Such as %1.</source>
        <translation>Por exemplo %1.</translation>
    </message>
    <message>
        <source>Such as &gt;30d for older than 30 days, &lt;7d for the last week (h, d, w, y).</source>
        <translation>Por exemplo &gt;30d para mais de 30 dias, &lt;7d para a última semana (h, d, w, y).</translation>
    </message>
    <message>
        <source>Take a model with one input and one output.</source>
        <translation>Use um modelo com uma entrada e uma saída.</translation>
    </message>
    <message>
        <source>Take nrfutil from nordicsemi.com, then: nrfutil install device</source>
        <translation>Baixe o nrfutil de nordicsemi.com e depois: nrfutil install device</translation>
    </message>
    <message>
        <source>Temporary failure in name resolution</source>
        <translation>Falha temporária na resolução do nome</translation>
    </message>
    <message>
        <source>TensorFlow Lite makes no dynamic range file of a finished .tflite.</source>
        <translation>O TensorFlow Lite não faz um arquivo de faixa dinâmica a partir de um .tflite pronto.</translation>
    </message>
    <message>
        <source>TensorFlow Lite refuses it: %1.</source>
        <translation>O TensorFlow Lite o recusa: %1.</translation>
    </message>
    <message>
        <source>TensorFlow cannot load it: %1</source>
        <translation>O TensorFlow não consegue carregá-lo: %1</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>O programa está em uso</translation>
    </message>
    <message>
        <source>Text holds a character that is none</source>
        <translation>Um texto contém um caractere que não existe</translation>
    </message>
    <message>
        <source>That is neither HOST nor HOST:PORT.</source>
        <translation>Isso não é HOST nem HOST:PORT.</translation>
    </message>
    <message>
        <source>The %1 of the model</source>
        <translation>A parte %1 do modelo</translation>
    </message>
    <message>
        <source>The DUT listens to a recording that an interface board plays.</source>
        <translation>O DUT ouve uma gravação que uma placa de interface toca.</translation>
    </message>
    <message>
        <source>The DUT says that a window took %1 s; the host saw %2 s with the warm-up. Its clock runs wrong, or wraps before 32 bits of microseconds.</source>
        <translation>O DUT diz que uma janela levou %1 s; o computador viu %2 s com o aquecimento. O relógio dele anda errado, ou dá a volta antes de 32 bits de microssegundos.</translation>
    </message>
    <message>
        <source>The DUT says that a window took %1 s; the meter saw %2 s between its time stamps.</source>
        <translation>O DUT diz que uma janela levou %1 s; o medidor viu %2 s entre os carimbos de tempo.</translation>
    </message>
    <message>
        <source>The GDB server at %1 failed: %2. %3</source>
        <translation>O servidor GDB em %1 falhou: %2. %3</translation>
    </message>
    <message>
        <source>The GDB server knows no flash from %1 to %2 (it has %3).</source>
        <translation>O servidor GDB não conhece flash de %1 a %2 (ele tem %3).</translation>
    </message>
    <message>
        <source>The PNG ends too early.</source>
        <translation>O PNG termina cedo demais.</translation>
    </message>
    <message>
        <source>The SVG cannot be read: %1.</source>
        <translation>O SVG não pode ser lido: %1.</translation>
    </message>
    <message>
        <source>The SVG declares entities or style sheets; a plain one does not.</source>
        <translation>O SVG declara entidades ou folhas de estilo; um SVG simples não faz isso.</translation>
    </message>
    <message>
        <source>The SVG does not begin with an svg element.</source>
        <translation>O SVG não começa com um elemento svg.</translation>
    </message>
    <message>
        <source>The SVG has %1 elements; %2 are the limit.</source>
        <translation>O SVG tem %1 elementos; o limite é %2.</translation>
    </message>
    <message>
        <source>The SVG has a web page within.</source>
        <translation>O SVG tem uma página da web dentro.</translation>
    </message>
    <message>
        <source>The SVG has a “%1” that belongs to nothing.</source>
        <translation>O SVG tem um “%1” que não pertence a nada.</translation>
    </message>
    <message>
        <source>The SVG has a “%1”, which a plain one has not.</source>
        <translation>O SVG tem um “%1”, que um SVG simples não tem.</translation>
    </message>
    <message>
        <source>The SVG loads something from elsewhere.</source>
        <translation>O SVG carrega algo de outro lugar.</translation>
    </message>
    <message>
        <source>The SVG repeats its parts more than %1 times.</source>
        <translation>O SVG repete suas partes mais de %1 vezes.</translation>
    </message>
    <message>
        <source>The SVG runs a program.</source>
        <translation>O SVG executa um programa.</translation>
    </message>
    <message>
        <source>The account at the Otii server has no licence for automation to give.</source>
        <translation>A conta no servidor Otii não tem licença de automação disponível.</translation>
    </message>
    <message>
        <source>The agent cannot read flash back; it verifies by digest.</source>
        <translation>O agente não consegue ler a flash de volta; ele verifica pelo hash.</translation>
    </message>
    <message>
        <source>The agent writes the model slot at %1 only, not %2.</source>
        <translation>O agente só grava o slot do modelo em %1, não em %2.</translation>
    </message>
    <message>
        <source>The battery gives less than the %1 of the measurement: see that the board runs on it.</source>
        <translation>A bateria dá menos que os %1 da medição: confira se a placa funciona com ela.</translation>
    </message>
    <message>
        <source>The battery has %1 mAh at %2 V (%3).</source>
        <translation>A bateria tem %1 mAh a %2 V (%3).</translation>
    </message>
    <message>
        <source>The board does not wait in its bootloader.</source>
        <translation>A placa não está à espera no bootloader.</translation>
    </message>
    <message>
        <source>The board file of %1 names no avrdude_part.</source>
        <translation>O arquivo da placa %1 não indica avrdude_part.</translation>
    </message>
    <message>
        <source>The board file of %1 names no openocd_config.</source>
        <translation>O arquivo da placa %1 não indica openocd_config.</translation>
    </message>
    <message>
        <source>The board file of %1 names no pyocd_target.</source>
        <translation>O arquivo da placa %1 não indica pyocd_target.</translation>
    </message>
    <message>
        <source>The board has no flash there.</source>
        <translation>A placa não tem flash nesse ponto.</translation>
    </message>
    <message>
        <source>The bootloader broke off.</source>
        <translation>O bootloader interrompeu.</translation>
    </message>
    <message>
        <source>The bootloader does not answer.</source>
        <translation>O bootloader não responde.</translation>
    </message>
    <message>
        <source>The bootloader gives no access to this address.</source>
        <translation>O bootloader não dá acesso a este endereço.</translation>
    </message>
    <message>
        <source>The build in %1 cannot be used: %2.</source>
        <translation>A compilação em %1 não pode ser usada: %2.</translation>
    </message>
    <message>
        <source>The cable was pulled, the board lost power, or its process ended.</source>
        <translation>O cabo foi puxado, a placa ficou sem energia ou o processo terminou.</translation>
    </message>
    <message>
        <source>The charge that it counted itself differs from that of its samples by %1.</source>
        <translation>A carga que ele mesmo contou difere em %1 da carga das amostras.</translation>
    </message>
    <message>
        <source>The chip does not answer.</source>
        <translation>O chip não responde.</translation>
    </message>
    <message>
        <source>The chip does not answer: its ROM bootloader does not run.</source>
        <translation>O chip não responde: o bootloader em ROM não está rodando.</translation>
    </message>
    <message>
        <source>The chip does not hear the computer.</source>
        <translation>O chip não escuta o computador.</translation>
    </message>
    <message>
        <source>The chip is %1, the board&apos;s is %2: it is another board. %3</source>
        <translation>O chip é %1, o da placa é %2: é outra placa. %3</translation>
    </message>
    <message>
        <source>The chip is another one than the board&apos;s.</source>
        <translation>O chip não é o da placa.</translation>
    </message>
    <message>
        <source>The chip is locked against debuggers.</source>
        <translation>O chip está bloqueado para depuradores.</translation>
    </message>
    <message>
        <source>The chip is locked by its fuses.</source>
        <translation>O chip está bloqueado pelos fusíveis.</translation>
    </message>
    <message>
        <source>The chip is not %1, as the board&apos;s is: it is another board.</source>
        <translation>O chip não é %1, como o da placa: é outra placa.</translation>
    </message>
    <message>
        <source>The chip is protected: its bootloader refuses %1.%2</source>
        <translation>O chip está protegido: o bootloader recusa %1.%2</translation>
    </message>
    <message>
        <source>The chip refuses: its flash is protected, or the line broke.</source>
        <translation>O chip recusa: a flash está protegida, ou a linha caiu.</translation>
    </message>
    <message>
        <source>The chip runs its program and did not enter download mode.</source>
        <translation>O chip roda seu programa e não entrou no modo de download.</translation>
    </message>
    <message>
        <source>The chip&apos;s digest of its flash differs from the image&apos;s.</source>
        <translation>O hash que o chip calcula da flash difere do da imagem.</translation>
    </message>
    <message>
        <source>The computer sees no JS110 and no JS220 on USB.</source>
        <translation>O computador não vê nenhum JS110 nem JS220 no USB.</translation>
    </message>
    <message>
        <source>The connection to %1 ended: the server of the port stopped, the board was pulled out of that computer, or the network broke.</source>
        <translation>A conexão com %1 terminou: o servidor da porta parou, a placa foi desconectada daquele computador ou a rede caiu.</translation>
    </message>
    <message>
        <source>The converter of TensorFlow Lite refuses it: %1</source>
        <translation>O conversor do TensorFlow Lite o recusa: %1</translation>
    </message>
    <message>
        <source>The core has halted: trap %1 at %2, no handler.</source>
        <translation>O núcleo parou: trap %1 em %2, sem tratador.</translation>
    </message>
    <message>
        <source>The core of a virtual ESP32-C3.</source>
        <translation>O núcleo de um ESP32-C3 virtual.</translation>
    </message>
    <message>
        <source>The current folder no longer exists.</source>
        <translation>A pasta atual não existe mais.</translation>
    </message>
    <message>
        <source>The database %1 cannot be used.</source>
        <translation>O banco de dados %1 não pode ser usado.</translation>
    </message>
    <message>
        <source>The database does not hold its file.</source>
        <translation>O banco de dados não contém o arquivo dela.</translation>
    </message>
    <message>
        <source>The device did not confirm; reset it.</source>
        <translation>O dispositivo não confirmou; reinicie-o.</translation>
    </message>
    <message>
        <source>The device holds %1.</source>
        <translation>O dispositivo contém %1.</translation>
    </message>
    <message>
        <source>The device holds part of the firmware; flash it again.</source>
        <translation>O dispositivo contém parte do firmware; grave de novo.</translation>
    </message>
    <message>
        <source>The device holds the firmware and %1 in its slot.</source>
        <translation>O dispositivo tem o firmware e %1 no slot.</translation>
    </message>
    <message>
        <source>The device holds what was flashed: %1.</source>
        <translation>O dispositivo contém o que foi gravado: %1.</translation>
    </message>
    <message>
        <source>The device is as it was.</source>
        <translation>O dispositivo está como antes.</translation>
    </message>
    <message>
        <source>The device may be left unprogrammed, flash again.</source>
        <translation>O dispositivo pode ter ficado sem programa; grave de novo.</translation>
    </message>
    <message>
        <source>The device says a window took %1 s; the host saw %2 s from send to answer.</source>
        <translation>O dispositivo diz que uma janela levou %1 s; o computador viu %2 s do envio à resposta.</translation>
    </message>
    <message>
        <source>The device was fed with %1; parts for 3.3 V are made for 1.7 to 3.6 V, so its energy is unusual.</source>
        <translation>O dispositivo foi alimentado com %1; componentes para 3,3 V são feitos para 1,7 a 3,6 V, então a energia é incomum.</translation>
    </message>
    <message>
        <source>The device&apos;s clock did not advance during at least one inference.</source>
        <translation>O relógio do dispositivo não avançou em pelo menos uma inferência.</translation>
    </message>
    <message>
        <source>The device&apos;s clock differs from the meter&apos;s by %1 ppm.</source>
        <translation>O relógio do dispositivo difere do relógio do medidor em %1 ppm.</translation>
    </message>
    <message>
        <source>The disk at %1, where its folder %2 lies, is full.</source>
        <translation>O disco em %1, onde fica a pasta %2, está cheio.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was half-written.</source>
        <translation>O disco está cheio. Nada ficou pela metade.</translation>
    </message>
    <message>
        <source>The disk is too slow for the meter: the recording ends here.</source>
        <translation>O disco é lento demais para o medidor: a gravação termina aqui.</translation>
    </message>
    <message>
        <source>The disk is too slow for the meter; the recording ends here.</source>
        <translation>O disco é lento demais para o medidor; a gravação termina aqui.</translation>
    </message>
    <message>
        <source>The disk of this computer is full.</source>
        <translation>O disco deste computador está cheio.</translation>
    </message>
    <message>
        <source>The drive %1 is still there: the bootloader did not take the image. %2</source>
        <translation>A unidade %1 ainda está lá: o bootloader não aceitou a imagem. %2</translation>
    </message>
    <message>
        <source>The duty cycle that the interface board prints is none: %1.</source>
        <translation>O ciclo de trabalho que a placa de interface imprime não é válido: %1.</translation>
    </message>
    <message>
        <source>The emulator ended.</source>
        <translation>O emulador terminou.</translation>
    </message>
    <message>
        <source>The energy of %1 was not measured.</source>
        <translation>A energia de %1 não foi medida.</translation>
    </message>
    <message>
        <source>The engine at %1 cannot be loaded: %2.</source>
        <translation>O motor em %1 não pode ser carregado: %2.</translation>
    </message>
    <message>
        <source>The engine has no %1; `benchwright plan --ops` lists the %2 that it has.</source>
        <translation>O motor não tem %1; `benchwright plan --ops` lista os %2 que ele tem.</translation>
    </message>
    <message>
        <source>The engine refuses it: %1 (%2).</source>
        <translation>O motor a recusa: %1 (%2).</translation>
    </message>
    <message>
        <source>The environment it has of its own is not there.</source>
        <translation>O ambiente próprio dele não está presente.</translation>
    </message>
    <message>
        <source>The esptool found here is broken or of another generation; 5 is needed.</source>
        <translation>O esptool encontrado aqui está quebrado ou é de outra geração; é preciso o 5.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>O arquivo está vazio.</translation>
    </message>
    <message>
        <source>The firmware of the X-NUCLEO-LPM01A is older than 1.0.6 and tells no edges at D7: update it.</source>
        <translation>O firmware da X-NUCLEO-LPM01A é anterior ao 1.0.6 e não informa bordas em D7: atualize-o.</translation>
    </message>
    <message>
        <source>The firmware runs and did not enter the bootloader.</source>
        <translation>O firmware está rodando e não entrou no bootloader.</translation>
    </message>
    <message>
        <source>The firmware says that its model is %1, with %2 inputs; this one differs.</source>
        <translation>O firmware diz que o modelo dele é %1, com %2 entradas; este é diferente.</translation>
    </message>
    <message>
        <source>The firmware speaks MLPerf Tiny only, which tells no time of a single inference, no memory at work, and not which build runs: that rests on the flash tool.</source>
        <translation>O firmware fala apenas MLPerf Tiny, que não informa o tempo de uma única inferência, nem a memória em uso, nem qual compilação roda: isso fica por conta da ferramenta de gravação.</translation>
    </message>
    <message>
        <source>The firmware that runs there cannot write its own flash, as HELLO says. %1</source>
        <translation>O firmware que roda ali não consegue gravar a própria flash, como diz o HELLO. %1</translation>
    </message>
    <message>
        <source>The firmware&apos;s model takes %1 bytes, this one %2: it is another.</source>
        <translation>O modelo do firmware recebe %1 bytes, este %2: é outro.</translation>
    </message>
    <message>
        <source>The firmware&apos;s slot lies at %1, that of %2 at %3.</source>
        <translation>O slot do firmware fica em %1, o de %2 em %3.</translation>
    </message>
    <message>
        <source>The firmware&apos;s time stamps did not advance during at least one sample.</source>
        <translation>As marcas de tempo do firmware não avançaram em pelo menos uma amostra.</translation>
    </message>
    <message>
        <source>The flash at %1 holds other bytes than were written. %2</source>
        <translation>A flash em %1 contém bytes diferentes dos gravados. %2</translation>
    </message>
    <message>
        <source>The flash chip is smaller than the board file says.</source>
        <translation>O chip de flash é menor do que diz o arquivo da placa.</translation>
    </message>
    <message>
        <source>The flash chip took nothing: it may be write-protected.</source>
        <translation>O chip de flash não aceitou nada: pode estar protegido contra escrita.</translation>
    </message>
    <message>
        <source>The flash does not take the bytes.</source>
        <translation>A flash não aceita os bytes.</translation>
    </message>
    <message>
        <source>The flash holds other bytes than were written.</source>
        <translation>A flash contém bytes diferentes dos gravados.</translation>
    </message>
    <message>
        <source>The flash is locked.</source>
        <translation>A flash está bloqueada.</translation>
    </message>
    <message>
        <source>The flash is protected.</source>
        <translation>A flash está protegida.</translation>
    </message>
    <message>
        <source>The flash is write-protected.</source>
        <translation>A flash está protegida contra escrita.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>A pasta %1 não existe.</translation>
    </message>
    <message>
        <source>The folder holds no saved_model.pb.</source>
        <translation>A pasta não contém saved_model.pb.</translation>
    </message>
    <message>
        <source>The form of its input is not known: it ran on what its buffer held. Give --inputs or the model.</source>
        <translation>A forma da entrada não é conhecida: rodou com o que havia no buffer. Informe --inputs ou o modelo.</translation>
    </message>
    <message>
        <source>The image cannot be put into %1: %2. %3</source>
        <translation>A imagem não pode ser posta em %1: %2. %3</translation>
    </message>
    <message>
        <source>The image does not fit the chip.</source>
        <translation>A imagem não cabe no chip.</translation>
    </message>
    <message>
        <source>The interface board does not print &apos;%1&apos;.</source>
        <translation>A placa de interface não imprime &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>The interface board noted not even the beginning of the recording.</source>
        <translation>A placa de interface não anotou nem o começo da gravação.</translation>
    </message>
    <message>
        <source>The lab at %1 cannot be reached.</source>
        <translation>O laboratório em %1 não pode ser alcançado.</translation>
    </message>
    <message>
        <source>The lab has no place &apos;%1&apos;.</source>
        <translation>O laboratório não tem o lugar &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>The least that was found is %1 bytes.</source>
        <translation>O mínimo encontrado é de %1 bytes.</translation>
    </message>
    <message>
        <source>The library could not read what came of %1.</source>
        <translation>A biblioteca não conseguiu ler o que chegou de %1.</translation>
    </message>
    <message>
        <source>The library does not list the devices: %1.</source>
        <translation>A biblioteca não lista os dispositivos: %1.</translation>
    </message>
    <message>
        <source>The library that opens it does not start: %1.</source>
        <translation>A biblioteca que o abre não inicia: %1.</translation>
    </message>
    <message>
        <source>The library that opens it, pyjoulescope_driver, is not there: %1.</source>
        <translation>Falta a biblioteca que o abre, pyjoulescope_driver: %1.</translation>
    </message>
    <message>
        <source>The line is too noisy, or the chip lost power for a moment.</source>
        <translation>A linha tem ruído demais, ou o chip ficou um instante sem energia.</translation>
    </message>
    <message>
        <source>The line to %1 is too noisy.</source>
        <translation>A linha até %1 tem ruído demais.</translation>
    </message>
    <message>
        <source>The meter did not see all %1 windows whole: is the mark connected to its %2?</source>
        <translation>O medidor não viu todas as %1 janelas inteiras: a marca está ligada ao %2 dele?</translation>
    </message>
    <message>
        <source>The meter saw no time stamps of the DUT at its input %1.</source>
        <translation>O medidor não viu carimbos de tempo do DUT na sua entrada %1.</translation>
    </message>
    <message>
        <source>The meter was simulated: its currents are made up, and so is this battery life.</source>
        <translation>O medidor era simulado: suas correntes são inventadas, e esta duração também.</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>O modelo</translation>
    </message>
    <message>
        <source>The model does not fit %1.</source>
        <translation>O modelo não cabe em %1.</translation>
    </message>
    <message>
        <source>The model has %1 inputs; a .npy file feeds exactly one.</source>
        <translation>O modelo tem %1 entradas; um arquivo .npy alimenta exatamente uma.</translation>
    </message>
    <message>
        <source>The model has %1; accuracy is that of one of each.</source>
        <translation>O modelo tem %1; a acurácia é a de uma de cada.</translation>
    </message>
    <message>
        <source>The model&apos;s input is %1 without a scale; give %2 values.</source>
        <translation>A entrada do modelo é %1 sem escala; dê valores %2.</translation>
    </message>
    <message>
        <source>The nrfutil found here has no command &apos;device&apos;.</source>
        <translation>O nrfutil encontrado aqui não tem o comando &apos;device&apos;.</translation>
    </message>
    <message>
        <source>The option &apos;%1=%2&apos; of the power meter %3 cannot be used.</source>
        <translation>A opção &apos;%1=%2&apos; do medidor de energia %3 não pode ser usada.</translation>
    </message>
    <message>
        <source>The outputs were not checked: %1.</source>
        <translation>As saídas não foram conferidas: %1.</translation>
    </message>
    <message>
        <source>The pack cannot be used.</source>
        <translation>O pacote não pode ser usado.</translation>
    </message>
    <message>
        <source>The policy %1 cannot be used.</source>
        <translation>A política %1 não pode ser usada.</translation>
    </message>
    <message>
        <source>The port cannot be opened.</source>
        <translation>A porta não pode ser aberta.</translation>
    </message>
    <message>
        <source>The port cannot carry parity bits, which this bootloader needs.</source>
        <translation>A porta não transmite bits de paridade, de que este bootloader precisa.</translation>
    </message>
    <message>
        <source>The port is not there.</source>
        <translation>A porta não existe.</translation>
    </message>
    <message>
        <source>The power meter %1 does not let Benchwright use it.</source>
        <translation>O medidor de energia %1 não deixa o Benchwright usá-lo.</translation>
    </message>
    <message>
        <source>The power meter %1 is gone.</source>
        <translation>O medidor de potência %1 sumiu.</translation>
    </message>
    <message>
        <source>The power meter %1 stopped measuring.</source>
        <translation>O medidor de potência %1 parou de medir.</translation>
    </message>
    <message>
        <source>The power meter &apos;%1&apos; cannot be used.</source>
        <translation>O medidor de potência &apos;%1&apos; não pode ser usado.</translation>
    </message>
    <message>
        <source>The probe is there, but the chip does not answer it.</source>
        <translation>A sonda está lá, mas o chip não responde a ela.</translation>
    </message>
    <message>
        <source>The process with TensorFlow %1 and was ended after %2 s.</source>
        <translation>O processo com o TensorFlow %1 e foi encerrado após %2 s.</translation>
    </message>
    <message>
        <source>The program ended during this job, again and again.</source>
        <translation>O programa terminou durante esta tarefa, repetidas vezes.</translation>
    </message>
    <message>
        <source>The program that talks to it ended: %1.</source>
        <translation>O programa que fala com ele terminou: %1.</translation>
    </message>
    <message>
        <source>The project recognises this board, but has no port of its firmware for it yet.</source>
        <translation>O projeto reconhece esta placa, mas ainda não tem um porte do firmware para ela.</translation>
    </message>
    <message>
        <source>The recording lasts %1 s and has %2 wake words; %3 s and %4 are the rule.</source>
        <translation>A gravação dura %1 s e tem %2 palavras de ativação; a regra são %3 s e %4.</translation>
    </message>
    <message>
        <source>The region does not begin at a page of this chip.</source>
        <translation>A região não começa em uma página deste chip.</translation>
    </message>
    <message>
        <source>The run is invalid: %1.</source>
        <translation>A execução é inválida: %1.</translation>
    </message>
    <message>
        <source>The run it is held against has no such value.</source>
        <translation>A execução com que é comparada não tem esse valor.</translation>
    </message>
    <message>
        <source>The run saw no idle time, so its sleep current is not known.</source>
        <translation>A execução não viu tempo de espera, então a corrente em repouso não é conhecida.</translation>
    </message>
    <message>
        <source>The run was not on hardware: its times are those of a virtual board.</source>
        <translation>A execução não foi em hardware: os tempos são os de uma placa virtual.</translation>
    </message>
    <message>
        <source>The same input took different instruction counts.</source>
        <translation>A mesma entrada levou contagens de instruções diferentes.</translation>
    </message>
    <message>
        <source>The same input took different times on the emulator&apos;s clock.</source>
        <translation>A mesma entrada levou tempos diferentes no relógio do emulador.</translation>
    </message>
    <message>
        <source>The same.</source>
        <translation>Igual.</translation>
    </message>
    <message>
        <source>The same: the difference may be noise.</source>
        <translation>Igual: a diferença pode ser ruído.</translation>
    </message>
    <message>
        <source>The set</source>
        <translation>O conjunto</translation>
    </message>
    <message>
        <source>The set has %1 files; that of %2 has %3.</source>
        <translation>O conjunto tem %1 arquivos; o de %2 tem %3.</translation>
    </message>
    <message>
        <source>The set holds %1 files; %2 different inputs are the rule.</source>
        <translation>O conjunto tem %1 arquivos; a regra são %2 entradas diferentes.</translation>
    </message>
    <message>
        <source>The size of its input is open: %1.</source>
        <translation>O tamanho da entrada está em aberto: %1.</translation>
    </message>
    <message>
        <source>The slot ends behind the %1 bytes of flash.</source>
        <translation>O slot termina depois dos %1 bytes de flash.</translation>
    </message>
    <message>
        <source>The slot holds %1, not what was written.</source>
        <translation>O slot contém %1, não o que foi gravado.</translation>
    </message>
    <message>
        <source>The slot holds pack %1, which no run of this database explains.</source>
        <translation>O slot contém o pacote %1, que nenhuma execução deste banco de dados explica.</translation>
    </message>
    <message>
        <source>The slot is empty.</source>
        <translation>O slot está vazio.</translation>
    </message>
    <message>
        <source>The slot must begin at a multiple of 16.</source>
        <translation>O slot deve começar em um múltiplo de 16.</translation>
    </message>
    <message>
        <source>The tool does not know this chip.</source>
        <translation>A ferramenta não conhece este chip.</translation>
    </message>
    <message>
        <source>The version found is %1; %2 or newer is needed.</source>
        <translation>A versão encontrada é %1; é preciso %2 ou mais nova.</translation>
    </message>
    <message>
        <source>The virtual board &apos;%1&apos; failed.</source>
        <translation>A placa virtual &apos;%1&apos; falhou.</translation>
    </message>
    <message>
        <source>The windows&apos; medians spread by %1; %2 is the limit.</source>
        <translation>As medianas das janelas variam %1; o limite é %2.</translation>
    </message>
    <message>
        <source>There are no runs to report.</source>
        <translation>Não há execuções para relatar.</translation>
    </message>
    <message>
        <source>There are several: %1.</source>
        <translation>Há vários: %1.</translation>
    </message>
    <message>
        <source>There are too few samples for a verdict.</source>
        <translation>Há amostras de menos para um veredito.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Existem: %1.</translation>
    </message>
    <message>
        <source>There is a rule about %1 for the same boards and models.</source>
        <translation>Já há uma regra sobre %1 para as mesmas placas e os mesmos modelos.</translation>
    </message>
    <message>
        <source>There is no %1 on the PATH.</source>
        <translation>Não há %1 no PATH.</translation>
    </message>
    <message>
        <source>There is no MLPerf Tiny result &apos;%1&apos;.</source>
        <translation>Não existe o resultado do MLPerf Tiny &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no accuracy run &apos;%1&apos;.</source>
        <translation>Não há medição de acurácia &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no batch %1.</source>
        <translation>Não há lote %1.</translation>
    </message>
    <message>
        <source>There is no batch &apos;%1&apos;.</source>
        <translation>Não há lote &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no battery &apos;%1&apos;.</source>
        <translation>Não há bateria &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no battery life for this duty cycle.</source>
        <translation>Não há duração de bateria para este ciclo de trabalho.</translation>
    </message>
    <message>
        <source>There is no board &apos;%1&apos;.</source>
        <translation>Não há placa &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no field &apos;%1&apos;.</source>
        <translation>Não existe o campo &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no firmware for %1.</source>
        <translation>Não há firmware para %1.</translation>
    </message>
    <message>
        <source>There is no flash tool yet for %1.</source>
        <translation>Ainda não há ferramenta de gravação para %1.</translation>
    </message>
    <message>
        <source>There is no lab.</source>
        <translation>Não há laboratório.</translation>
    </message>
    <message>
        <source>There is no port %1.</source>
        <translation>Não há porta %1.</translation>
    </message>
    <message>
        <source>There is no regulator: measured at %1, the device is taken to draw as much at %2.</source>
        <translation>Não há regulador: medido a %1, supõe-se que o dispositivo consome o mesmo a %2.</translation>
    </message>
    <message>
        <source>There is no run &apos;%1&apos;.</source>
        <translation>Não há execução &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no run to hold it against.</source>
        <translation>Não há execução com que comparar.</translation>
    </message>
    <message>
        <source>There is no simulated meter of that name.</source>
        <translation>Não há medidor simulado com esse nome.</translation>
    </message>
    <message>
        <source>There is no such file or folder.</source>
        <translation>Esse arquivo ou pasta não existe.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Esse arquivo não existe.</translation>
    </message>
    <message>
        <source>There is no such key.</source>
        <translation>Não existe essa chave.</translation>
    </message>
    <message>
        <source>There is no such port.</source>
        <translation>Não existe tal porta.</translation>
    </message>
    <message>
        <source>There is no switching regulator: the battery gives the current that was measured at %1.</source>
        <translation>Não há regulador chaveado: a bateria dá a corrente que foi medida a %1.</translation>
    </message>
    <message>
        <source>There is no variant &apos;%1&apos;.</source>
        <translation>Não há variante &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>There is no way through the network to %1.</source>
        <translation>Não há caminho pela rede até %1.</translation>
    </message>
    <message>
        <source>There is none with that serial number, but %1.</source>
        <translation>Não há nenhum com esse número de série, mas %1.</translation>
    </message>
    <message>
        <source>There was no idle time beside a window: net energy lacks it.</source>
        <translation>Não houve tempo ocioso ao lado de uma janela: falta para a energia líquida.</translation>
    </message>
    <message>
        <source>These can: %1.</source>
        <translation>Estas podem: %1.</translation>
    </message>
    <message>
        <source>These runs cannot be compared.</source>
        <translation>Estas execuções não podem ser comparadas.</translation>
    </message>
    <message>
        <source>This board counts instructions, not cycles, and bands are of cycles.</source>
        <translation>Esta placa conta instruções, não ciclos, e as faixas são de ciclos.</translation>
    </message>
    <message>
        <source>This bossac does not know the board&apos;s chip.</source>
        <translation>Este bossac não conhece o chip da placa.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Este computador</translation>
    </message>
    <message>
        <source>This database does not hold it.</source>
        <translation>Este banco de dados não a contém.</translation>
    </message>
    <message>
        <source>This program has it open already.</source>
        <translation>Este programa já está com ele aberto.</translation>
    </message>
    <message>
        <source>This window is at batch %1; it does one at a time.</source>
        <translation>Esta janela está no lote %1; ela faz um por vez.</translation>
    </message>
    <message>
        <source>Told that %1 bytes come, it expects %2.</source>
        <translation>Avisado de que vêm %1 bytes, espera %2.</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Links simbólicos em níveis demais</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Arquivos abertos demais</translation>
    </message>
    <message>
        <source>Too many open files in system</source>
        <translation>Arquivos abertos demais no sistema</translation>
    </message>
    <message>
        <source>Two of its parts hold address %1.</source>
        <translation>Duas partes dele contêm o endereço %1.</translation>
    </message>
    <message>
        <source>Type it again.</source>
        <translation>Digite de novo.</translation>
    </message>
    <message>
        <source>UF2 family %1</source>
        <translation>família UF2 %1</translation>
    </message>
    <message>
        <source>USB identity %1</source>
        <translation>identidade USB %1</translation>
    </message>
    <message>
        <source>USB identity %1, not in the catalogue</source>
        <translation>identidade USB %1, fora do catálogo</translation>
    </message>
    <message>
        <source>USB identity %1; may be %2</source>
        <translation>identidade USB %1; pode ser %2</translation>
    </message>
    <message>
        <source>Unlock it (this erases the chip): nrfutil device recover, then flash again.</source>
        <translation>Desbloqueie (isso apaga o chip): nrfutil device recover; depois grave de novo.</translation>
    </message>
    <message>
        <source>Unlock it: bossac -u, then flash again.</source>
        <translation>Desbloqueie: bossac -u; depois grave de novo.</translation>
    </message>
    <message>
        <source>Update Benchwright and retry.</source>
        <translation>Atualize o Benchwright e tente de novo.</translation>
    </message>
    <message>
        <source>Update Benchwright, or open another database (--db).</source>
        <translation>Atualize o Benchwright ou abra outro banco de dados (--db).</translation>
    </message>
    <message>
        <source>Use a chip without secure boot and flash encryption, or the maker&apos;s own procedure.</source>
        <translation>Use um chip sem secure boot nem criptografia de flash, ou o procedimento do fabricante.</translation>
    </message>
    <message>
        <source>Use a meter that has one, such as a PPK2 or an LPM01A.</source>
        <translation>Use um medidor que tenha uma, como um PPK2 ou um LPM01A.</translation>
    </message>
    <message>
        <source>Use a shorter cable or another USB port, or a lower baud rate, and retry.</source>
        <translation>Use um cabo mais curto, outra porta USB ou um baud menor e tente de novo.</translation>
    </message>
    <message>
        <source>Use a shorter cable or another USB port, then flash again.</source>
        <translation>Use um cabo mais curto ou outra porta USB e grave de novo.</translation>
    </message>
    <message>
        <source>Use a shorter cable, then flash again.</source>
        <translation>Use um cabo mais curto e grave de novo.</translation>
    </message>
    <message>
        <source>Use a smaller model, or a board with more flash.</source>
        <translation>Use um modelo menor ou uma placa com mais flash.</translation>
    </message>
    <message>
        <source>Use a smaller variant or a larger board.</source>
        <translation>Use uma variante menor ou uma placa maior.</translation>
    </message>
    <message>
        <source>Use another USB port or cable, and repeat.</source>
        <translation>Use outra porta ou outro cabo USB e repita.</translation>
    </message>
    <message>
        <source>Use another USB-to-serial adapter.</source>
        <translation>Use outro adaptador USB-serial.</translation>
    </message>
    <message>
        <source>Use another meter; on this system the library has to be built.</source>
        <translation>Use outro medidor; neste sistema a biblioteca precisa ser compilada.</translation>
    </message>
    <message>
        <source>Use the command line (benchwright --help), or make demo, which brings a virtual screen.</source>
        <translation>Use a linha de comando (benchwright --help) ou make demo, que traz uma tela virtual.</translation>
    </message>
    <message>
        <source>Use the command line (benchwright --help), or start the window where there is a screen.</source>
        <translation>Use a linha de comando (benchwright --help) ou abra a janela onde houver uma tela.</translation>
    </message>
    <message>
        <source>Variant %1</source>
        <translation>A variante %1</translation>
    </message>
    <message>
        <source>Virtual RISC-V boards run on it.</source>
        <translation>As placas RISC-V virtuais rodam nele.</translation>
    </message>
    <message>
        <source>Waited %1 s for %2.</source>
        <translation>Esperou-se %1 s por: %2.</translation>
    </message>
    <message>
        <source>Waking up, radio and everything else beside the inference is left out.</source>
        <translation>Acordar, rádio e tudo o mais além da inferência ficam de fora.</translation>
    </message>
    <message>
        <source>Warm up</source>
        <translation>Aquecer</translation>
    </message>
    <message>
        <source>What %1 says does not follow the MLPerf Tiny protocol.</source>
        <translation>O que %1 diz não segue o protocolo MLPerf Tiny.</translation>
    </message>
    <message>
        <source>What it sends does not go together: %1.</source>
        <translation>O que ele envia não se encaixa: %1.</translation>
    </message>
    <message>
        <source>Worse by %1, of which %2 are allowed.</source>
        <translation>Pior em %1, dos quais %2 são permitidos.</translation>
    </message>
    <message>
        <source>Worse by %1; only %2 are allowed.</source>
        <translation>Pior em %1; só %2 são permitidos.</translation>
    </message>
    <message>
        <source>Write %1.</source>
        <translation>Escreva %1.</translation>
    </message>
    <message>
        <source>You may not open %1.</source>
        <translation>Você não pode abrir %1.</translation>
    </message>
    <message>
        <source>You may not open the %1 on USB.</source>
        <translation>Você não pode abrir o %1 no USB.</translation>
    </message>
    <message>
        <source>You may not read it.</source>
        <translation>Você não pode lê-lo.</translation>
    </message>
    <message>
        <source>You took it out of the queue.</source>
        <translation>Você a retirou da fila.</translation>
    </message>
    <message>
        <source>Your user has no permission for serial ports.</source>
        <translation>Seu usuário não tem permissão para portas seriais.</translation>
    </message>
    <message>
        <source>Your user may not use it.</source>
        <translation>Seu usuário não pode usá-la.</translation>
    </message>
    <message>
        <source>Your user may not use the bootloader.</source>
        <translation>Seu usuário não pode usar o bootloader.</translation>
    </message>
    <message>
        <source>a SIMULATED meter</source>
        <translation>um medidor SIMULADO</translation>
    </message>
    <message>
        <source>a block has at most %1 bytes</source>
        <translation>um bloco tem no máximo %1 bytes</translation>
    </message>
    <message>
        <source>a board without a UF2 family</source>
        <translation>uma placa sem família UF2</translation>
    </message>
    <message>
        <source>a cast from %1 to %2 is not supported</source>
        <translation>não se suporta uma conversão de %1 para %2</translation>
    </message>
    <message>
        <source>a frame ends before it begins</source>
        <translation>um quadro termina antes de começar</translation>
    </message>
    <message>
        <source>a list of %1 entries at byte %2 runs past the end of the file</source>
        <translation>uma lista de %1 entradas no byte %2 passa do fim do arquivo</translation>
    </message>
    <message>
        <source>a mark told the windows of one energy, the steps of the current those of the other</source>
        <translation>uma marca indicou as janelas de uma energia; os degraus da corrente, as da outra</translation>
    </message>
    <message>
        <source>a number that is not below 0</source>
        <translation>um número que não seja menor que 0</translation>
    </message>
    <message>
        <source>a part of 1 such as 0.01, or a text such as &apos;1 point&apos; or &apos;95 %&apos;</source>
        <translation>uma parte de 1, como 0.01, ou um texto, como &apos;1 point&apos; ou &apos;95 %&apos;</translation>
    </message>
    <message>
        <source>a process of this computer</source>
        <translation>um processo deste computador</translation>
    </message>
    <message>
        <source>a sample has no scores</source>
        <translation>uma amostra não tem pontuações</translation>
    </message>
    <message>
        <source>a score is not finite</source>
        <translation>uma pontuação não é finita</translation>
    </message>
    <message>
        <source>a sign of life</source>
        <translation>um sinal de vida</translation>
    </message>
    <message>
        <source>a size with its unit, such as &apos;512 B&apos; or &apos;2 kB&apos;</source>
        <translation>um tamanho com sua unidade, como &apos;512 B&apos; ou &apos;2 kB&apos;</translation>
    </message>
    <message>
        <source>a tensor of rank %1</source>
        <translation>um tensor de %1 dimensões</translation>
    </message>
    <message>
        <source>a time with its unit, such as &apos;50 us&apos; or &apos;20 ms&apos;</source>
        <translation>um tempo com sua unidade, como &apos;50 us&apos; ou &apos;20 ms&apos;</translation>
    </message>
    <message>
        <source>a value is not finite</source>
        <translation>um valor não é finito</translation>
    </message>
    <message>
        <source>a wake word ends before it starts</source>
        <translation>uma palavra de ativação termina antes de começar</translation>
    </message>
    <message>
        <source>a window of %1 taps %2 apart is wider than %3</source>
        <translation>uma janela de %1 pontos a cada %2 é mais larga que %3</translation>
    </message>
    <message>
        <source>accuracies of two labelled sets, or of a board and of this computer</source>
        <translation>acurácias de dois conjuntos rotulados, ou de uma placa e deste computador</translation>
    </message>
    <message>
        <source>after %1 came %2</source>
        <translation>depois de %1 veio %2</translation>
    </message>
    <message>
        <source>an answer of another form</source>
        <translation>uma resposta de outra forma</translation>
    </message>
    <message>
        <source>an energy with its unit, such as &apos;5 uJ&apos; or &apos;1.2 mJ&apos;</source>
        <translation>uma energia com sua unidade, como &apos;5 uJ&apos; ou &apos;1.2 mJ&apos;</translation>
    </message>
    <message>
        <source>an input is %1 bytes longer than the model&apos;s</source>
        <translation>uma entrada é %1 bytes mais longa que a do modelo</translation>
    </message>
    <message>
        <source>an input of operator %1</source>
        <translation>uma entrada do operador %1</translation>
    </message>
    <message>
        <source>an input of the graph</source>
        <translation>uma entrada do grafo</translation>
    </message>
    <message>
        <source>an offset points to byte %1, the file has %2</source>
        <translation>um deslocamento aponta para o byte %1, o arquivo tem %2</translation>
    </message>
    <message>
        <source>an output of operator %1</source>
        <translation>uma saída do operador %1</translation>
    </message>
    <message>
        <source>an output of the graph</source>
        <translation>uma saída do grafo</translation>
    </message>
    <message>
        <source>another program is flashing the board</source>
        <translation>outro programa está gravando a placa</translation>
    </message>
    <message>
        <source>answered %1, which is neither yes nor no</source>
        <translation>respondeu %1, que não é sim nem não</translation>
    </message>
    <message>
        <source>answered twice, but not the same</source>
        <translation>respondeu duas vezes, mas não a mesma coisa</translation>
    </message>
    <message>
        <source>any board</source>
        <translation>qualquer placa</translation>
    </message>
    <message>
        <source>asking for its commands</source>
        <translation>perguntando os comandos dele</translation>
    </message>
    <message>
        <source>asking twice</source>
        <translation>perguntando duas vezes</translation>
    </message>
    <message>
        <source>avrdude reads flash only as a whole.</source>
        <translation>avrdude só lê a flash inteira.</translation>
    </message>
    <message>
        <source>beta %1 times the input scale %2 is too small</source>
        <translation>beta %1 vezes a escala da entrada %2 é pequeno demais</translation>
    </message>
    <message>
        <source>better</source>
        <translation>melhor</translation>
    </message>
    <message>
        <source>block_counter.c was not compiled: %1</source>
        <translation>block_counter.c não foi compilado: %1</translation>
    </message>
    <message>
        <source>board of this kind</source>
        <translation>placa deste tipo</translation>
    </message>
    <message>
        <source>boards of a lab</source>
        <translation>placas de um laboratório</translation>
    </message>
    <message>
        <source>buffer %1 lies behind the graph, as in files over 2 GB</source>
        <translation>o buffer %1 está depois do grafo, como em arquivos acima de 2 GB</translation>
    </message>
    <message>
        <source>building firmware</source>
        <translation>compilar o firmware</translation>
    </message>
    <message>
        <source>builds, never run on hardware</source>
        <translation>compila, nunca rodou em hardware</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>checking the board&apos;s outputs</source>
        <translation>conferir as saídas da placa</translation>
    </message>
    <message>
        <source>classes from %1 to %2; there are %3</source>
        <translation>classes de %1 a %2; há %3</translation>
    </message>
    <message>
        <source>clock-disagreement</source>
        <translation>relógios em desacordo</translation>
    </message>
    <message>
        <source>constant &apos;%1&apos; has %2 bytes, its shape %3 needs %4</source>
        <translation>a constante &apos;%1&apos; tem %2 bytes, a forma %3 precisa de %4</translation>
    </message>
    <message>
        <source>converting models</source>
        <translation>conversão de modelos</translation>
    </message>
    <message>
        <source>count-not-repeatable</source>
        <translation>contagem não repetível</translation>
    </message>
    <message>
        <source>current-clipped</source>
        <translation>corrente-saturada</translation>
    </message>
    <message>
        <source>dead-clock</source>
        <translation>relógio parado</translation>
    </message>
    <message>
        <source>debug probe</source>
        <translation>sonda de depuração</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>degradada</translation>
    </message>
    <message>
        <source>done</source>
        <translation>pronta</translation>
    </message>
    <message>
        <source>drawing charts</source>
        <translation>desenhar gráficos</translation>
    </message>
    <message>
        <source>edges-bounce</source>
        <translation>bordas-repicam</translation>
    </message>
    <message>
        <source>edges-missing</source>
        <translation>faltam-bordas</translation>
    </message>
    <message>
        <source>emulated</source>
        <translation>emulado</translation>
    </message>
    <message>
        <source>entering its bootloader</source>
        <translation>a entrada no bootloader</translation>
    </message>
    <message>
        <source>expected 4 bytes, got %1</source>
        <translation>esperados 4 bytes, vieram %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>com falha</translation>
    </message>
    <message>
        <source>firmware %1</source>
        <translation>firmware %1</translation>
    </message>
    <message>
        <source>firmware skipped: already there</source>
        <translation>firmware não gravado: já estava lá</translation>
    </message>
    <message>
        <source>firmware written and verified (%1)</source>
        <translation>firmware gravado e verificado (%1)</translation>
    </message>
    <message>
        <source>firmware.json: %1 is missing</source>
        <translation>firmware.json: falta %1</translation>
    </message>
    <message>
        <source>firmware.json: %1 is no number</source>
        <translation>firmware.json: %1 não é número</translation>
    </message>
    <message>
        <source>firmware.json: %1 is no text</source>
        <translation>firmware.json: %1 não é texto</translation>
    </message>
    <message>
        <source>flashed with %1</source>
        <translation>gravado com %1</translation>
    </message>
    <message>
        <source>flashing %1</source>
        <translation>gravar %1</translation>
    </message>
    <message>
        <source>flashing %1 and %2 more</source>
        <translation>gravar %1 e mais %2</translation>
    </message>
    <message>
        <source>flashing Espressif boards</source>
        <translation>gravar placas Espressif</translation>
    </message>
    <message>
        <source>flashing a board whose board.toml names it</source>
        <translation>gravar uma placa cujo board.toml a menciona</translation>
    </message>
    <message>
        <source>gives inputs of %1 bytes (%2); the model takes %3</source>
        <translation>dá entradas de %1 bytes (%2); o modelo recebe %3</translation>
    </message>
    <message>
        <source>hardware</source>
        <translation>hardware</translation>
    </message>
    <message>
        <source>has %1 fields; there are 3, or 5 with windows</source>
        <translation>tem %1 campos; são 3, ou 5 com janelas</translation>
    </message>
    <message>
        <source>has &apos;%1&apos; where a whole number belongs</source>
        <translation>tem &apos;%1&apos; onde cabe um número inteiro</translation>
    </message>
    <message>
        <source>has a window or a step of 0 bytes</source>
        <translation>tem uma janela ou um passo de 0 bytes</translation>
    </message>
    <message>
        <source>host engine</source>
        <translation>motor no computador</translation>
    </message>
    <message>
        <source>hung up</source>
        <translation>desligou</translation>
    </message>
    <message>
        <source>in QEMU %1 on every commit; builds for the FPGA prototype, hardware untested</source>
        <translation>no QEMU %1 a cada commit; compila para o protótipo em FPGA, hardware não testado</translation>
    </message>
    <message>
        <source>in QEMU %1 on every commit; builds for the real board, hardware untested</source>
        <translation>no QEMU %1 a cada commit; compila para a placa real, hardware não testado</translation>
    </message>
    <message>
        <source>input %1 of the graph is a constant or named twice</source>
        <translation>a entrada %1 do grafo é uma constante ou foi citada duas vezes</translation>
    </message>
    <message>
        <source>input-unknown</source>
        <translation>entrada desconhecida</translation>
    </message>
    <message>
        <source>interval of no samples</source>
        <translation>intervalo sem amostras</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>inválida</translation>
    </message>
    <message>
        <source>it claims %1 %2, at most %3 are read</source>
        <translation>afirma ter %1 %2, são lidos no máximo %3</translation>
    </message>
    <message>
        <source>it claims %1 subgraphs, at most %2 are read</source>
        <translation>afirma ter %1 subgrafos, são lidos no máximo %2</translation>
    </message>
    <message>
        <source>it has %1 bits a value; 8 and 16 are read</source>
        <translation>tem %1 bits por valor; são lidos 8 e 16</translation>
    </message>
    <message>
        <source>it has %1 bytes; %2 are %3 %4</source>
        <translation>tem %1 bytes; %2 são %3 %4</translation>
    </message>
    <message>
        <source>it has %1 × %2 pixels</source>
        <translation>tem %1 × %2 pixels</translation>
    </message>
    <message>
        <source>it has %1 × %2 pixels; the model takes %3 × %4</source>
        <translation>tem %1 × %2 pixels; o modelo recebe %3 × %4</translation>
    </message>
    <message>
        <source>it holds no graph</source>
        <translation>não contém grafo</translation>
    </message>
    <message>
        <source>it holds objects of Python, or is damaged</source>
        <translation>ele guarda objetos de Python, ou está danificado</translation>
    </message>
    <message>
        <source>it is cut or damaged</source>
        <translation>está cortado ou danificado</translation>
    </message>
    <message>
        <source>it is no PNG</source>
        <translation>não é um PNG</translation>
    </message>
    <message>
        <source>it is no picture</source>
        <translation>não é uma imagem</translation>
    </message>
    <message>
        <source>it needs %1 dimensions, the engine walks %2</source>
        <translation>precisa de %1 dimensões, o motor percorre %2</translation>
    </message>
    <message>
        <source>it told nothing that a PPK2 tells</source>
        <translation>não disse nada do que um PPK2 diz</translation>
    </message>
    <message>
        <source>its USB identity %1 does not tell</source>
        <translation>a identidade USB %1 dela não o diz</translation>
    </message>
    <message>
        <source>its address was given</source>
        <translation>o endereço foi informado</translation>
    </message>
    <message>
        <source>its dilation</source>
        <translation>a dilatação</translation>
    </message>
    <message>
        <source>its firmware calls itself &apos;%1&apos;, which is no board of the catalogue</source>
        <translation>o firmware se chama &apos;%1&apos;, que não é placa do catálogo</translation>
    </message>
    <message>
        <source>its graph has no input or no output</source>
        <translation>o grafo não tem entrada ou não tem saída</translation>
    </message>
    <message>
        <source>its input</source>
        <translation>a entrada</translation>
    </message>
    <message>
        <source>its input and output have different scales; TensorFlow Lite needs them equal</source>
        <translation>a entrada e a saída têm escalas diferentes; o TensorFlow Lite as exige iguais</translation>
    </message>
    <message>
        <source>its input has scale %1 and zero point %2, its output %3 and %4; TensorFlow Lite Micro clamps and does not rescale, so its result would be wrong; let it follow a convolution or an ADD, which take it in, or take RELU</source>
        <translation>a entrada tem escala %1 e ponto zero %2, a saída %3 e %4; o TensorFlow Lite Micro limita e não muda a escala, por isso o resultado estaria errado; ponha-o depois de uma convolução ou de um ADD, que o incorporam, ou use RELU</translation>
    </message>
    <message>
        <source>its output has scale %1 and zero point %2; int8 log-soft-max makes 1/16 and 127</source>
        <translation>a saída tem escala %1 e ponto zero %2; o log-soft-max int8 produz 1/16 e 127</translation>
    </message>
    <message>
        <source>its output has scale %1 and zero point %2; int8 makes %3</source>
        <translation>a saída tem escala %1 e ponto zero %2; int8 produz %3</translation>
    </message>
    <message>
        <source>its output has scale %1 and zero point %2; int8 makes 1/128 and 0</source>
        <translation>a saída tem escala %1 e ponto zero %2; int8 produz 1/128 e 0</translation>
    </message>
    <message>
        <source>its output has scale %1 and zero point %2; int8 soft-max makes 1/256 and -128</source>
        <translation>a saída tem escala %1 e ponto zero %2; o soft-max int8 produz 1/256 e -128</translation>
    </message>
    <message>
        <source>its output scale %1 is below 1/128 of its input&apos;s, %2</source>
        <translation>a escala da saída, %1, está abaixo de 1/128 da escala da entrada, %2</translation>
    </message>
    <message>
        <source>its palette is damaged</source>
        <translation>a paleta está danificada</translation>
    </message>
    <message>
        <source>its port %1 is not plugged in at %2</source>
        <translation>a porta %1 dele não está conectada em %2</translation>
    </message>
    <message>
        <source>its port is that of a USB-serial bridge (%1)</source>
        <translation>a porta dela é a de uma ponte USB-serial (%1)</translation>
    </message>
    <message>
        <source>its schema version is %1, known is %2</source>
        <translation>a versão do esquema é %1, a conhecida é %2</translation>
    </message>
    <message>
        <source>its stride</source>
        <translation>o passo</translation>
    </message>
    <message>
        <source>its subgraph runs %1; only one that assigns constants is supported</source>
        <translation>o subgrafo executa %1; só se suporta um que atribui constantes</translation>
    </message>
    <message>
        <source>its tables share or repeat more values than the file can hold</source>
        <translation>as tabelas compartilham ou repetem mais valores do que cabem no arquivo</translation>
    </message>
    <message>
        <source>its tag port=%1 names none of its serial ports: %2</source>
        <translation>a etiqueta port=%1 não indica nenhuma das portas seriais dele: %2</translation>
    </message>
    <message>
        <source>its weights are %1 and its input is %2</source>
        <translation>os pesos são %1 e a entrada é %2</translation>
    </message>
    <message>
        <source>its weights are int8 and its input is float32 (hybrid); quantise the activations too</source>
        <translation>os pesos são int8 e a entrada é float32 (híbrido); quantize também as ativações</translation>
    </message>
    <message>
        <source>its window</source>
        <translation>a janela</translation>
    </message>
    <message>
        <source>its window of %1 is larger than the input of %2 and has no padding</source>
        <translation>a janela de %1 é maior que a entrada de %2 e não tem preenchimento</translation>
    </message>
    <message>
        <source>kind of activation</source>
        <translation>tipo de ativação</translation>
    </message>
    <message>
        <source>kind of padding</source>
        <translation>tipo de preenchimento</translation>
    </message>
    <message>
        <source>labels.txt does not list &apos;%1&apos;.</source>
        <translation>labels.txt não lista &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>linha %1, %2</translation>
    </message>
    <message>
        <source>live-host</source>
        <translation>relógio do computador</translation>
    </message>
    <message>
        <source>mac-energy-unusual</source>
        <translation>energia por MAC incomum</translation>
    </message>
    <message>
        <source>mac-rate-impossible</source>
        <translation>taxa de MAC impossível</translation>
    </message>
    <message>
        <source>mac-rate-unusual</source>
        <translation>taxa de MAC incomum</translation>
    </message>
    <message>
        <source>marks-too-short</source>
        <translation>marcas-curtas-demais</translation>
    </message>
    <message>
        <source>mbed id %1%2</source>
        <translation>id mbed %1%2</translation>
    </message>
    <message>
        <source>meter-clock-disagreement</source>
        <translation>relógio-do-medidor-discorda</translation>
    </message>
    <message>
        <source>meter-lost</source>
        <translation>medidor-perdido</translation>
    </message>
    <message>
        <source>meter-uncalibrated</source>
        <translation>medidor-sem-calibração</translation>
    </message>
    <message>
        <source>model skipped: already there</source>
        <translation>modelo não gravado: já estava lá</translation>
    </message>
    <message>
        <source>model written and verified (%1)</source>
        <translation>modelo gravado e verificado (%1)</translation>
    </message>
    <message>
        <source>more than %1 years</source>
        <translation>mais de %1 anos</translation>
    </message>
    <message>
        <source>moving its modem lines</source>
        <translation>o acionamento das linhas de modem</translation>
    </message>
    <message>
        <source>names %1, which is empty</source>
        <translation>nomeia %1, que está vazio</translation>
    </message>
    <message>
        <source>names &apos;%1&apos;, which is no file of this folder</source>
        <translation>nomeia &apos;%1&apos;, que não é um arquivo desta pasta</translation>
    </message>
    <message>
        <source>names &apos;%1&apos;, which is not in the folder</source>
        <translation>nomeia &apos;%1&apos;, que não está na pasta</translation>
    </message>
    <message>
        <source>native</source>
        <translation>nativo</translation>
    </message>
    <message>
        <source>never on hardware; identities and sizes taken from the sources below</source>
        <translation>nunca em hardware; identidades e tamanhos tirados das fontes abaixo</translation>
    </message>
    <message>
        <source>never on hardware; identities partly from general knowledge</source>
        <translation>nunca em hardware; identidades em parte de conhecimento geral</translation>
    </message>
    <message>
        <source>no %1 has the number %2</source>
        <translation>nenhum %1 tem o número %2</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>nenhuma resposta</translation>
    </message>
    <message>
        <source>no calibration for %1 A through %2 ohm: it would be %3</source>
        <translation>não há calibração para %1 A através de %2 ohm: seria %3</translation>
    </message>
    <message>
        <source>no fault %1; there are %2; the power goes in %3</source>
        <translation>não há a falha %1; existem %2; a energia cai em %3</translation>
    </message>
    <message>
        <source>no fault %1; there are %2; the stages of silence are %3</source>
        <translation>não há a falha %1; existem %2; as etapas do silêncio são %3</translation>
    </message>
    <message>
        <source>no model was given that the host can run</source>
        <translation>não foi dado nenhum modelo que o computador possa executar</translation>
    </message>
    <message>
        <source>no object</source>
        <translation>não é um objeto</translation>
    </message>
    <message>
        <source>no operator makes output %1 of the graph</source>
        <translation>nenhum operador produz a saída %1 do grafo</translation>
    </message>
    <message>
        <source>no pipe was asked for</source>
        <translation>nenhum pipe foi pedido</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>nenhuma amostra</translation>
    </message>
    <message>
        <source>no whole answer arrived</source>
        <translation>não chegou nenhuma resposta inteira</translation>
    </message>
    <message>
        <source>no-idle-time</source>
        <translation>sem-tempo-ocioso</translation>
    </message>
    <message>
        <source>no-mark-line</source>
        <translation>sem-linha-de-marca</translation>
    </message>
    <message>
        <source>no-warmup</source>
        <translation>sem aquecimento</translation>
    </message>
    <message>
        <source>none is plugged in</source>
        <translation>não há nada conectado</translation>
    </message>
    <message>
        <source>none of its resources is a serial port over the network</source>
        <translation>nenhum dos recursos dele é uma porta serial pela rede</translation>
    </message>
    <message>
        <source>none of its resources is there: the exporter that has them is away</source>
        <translation>nenhum dos recursos dele está presente: o exporter que os tem está ausente</translation>
    </message>
    <message>
        <source>nothing to install</source>
        <translation>nada a instalar</translation>
    </message>
    <message>
        <source>nrfutil does not read flash into a file here.</source>
        <translation>O nrfutil não lê a flash para um arquivo aqui.</translation>
    </message>
    <message>
        <source>of its port %1 no USB identity is known</source>
        <translation>não se conhece a identidade USB da porta %1 dela</translation>
    </message>
    <message>
        <source>offset and length are numbers from 0</source>
        <translation>offset e length são números a partir de 0</translation>
    </message>
    <message>
        <source>on a virtual ESP32-C3 (unicorn), flashed by esptool %1, on every commit; on the chip itself never</source>
        <translation>em um ESP32-C3 virtual (unicorn), gravado pelo esptool %1, a cada commit; no próprio chip, nunca</translation>
    </message>
    <message>
        <source>on every commit: the whole wire, on Linux x86-64, with address and undefined behaviour checks</source>
        <translation>a cada commit: todo o protocolo, em Linux x86-64, com verificação de endereços e de comportamento indefinido</translation>
    </message>
    <message>
        <source>one counts instructions, the other measures time</source>
        <translation>um conta instruções, o outro mede tempo</translation>
    </message>
    <message>
        <source>one energy is simulated, the other was measured</source>
        <translation>uma energia é simulada, a outra foi medida</translation>
    </message>
    <message>
        <source>one model is part of its firmware, the other a pack of its own</source>
        <translation>um modelo faz parte do firmware, o outro é um pacote próprio</translation>
    </message>
    <message>
        <source>only PNG with 8 bits a channel and without interlacing is read</source>
        <translation>só se lê PNG com 8 bits por canal e sem entrelaçamento</translation>
    </message>
    <message>
        <source>op %1 has %2 bytes</source>
        <translation>o operador %1 tem %2 bytes</translation>
    </message>
    <message>
        <source>op, token and words are words</source>
        <translation>op, token e words são palavras</translation>
    </message>
    <message>
        <source>opening %1</source>
        <translation>a abertura de %1</translation>
    </message>
    <message>
        <source>opening its port, which has no name</source>
        <translation>a abertura da porta, que não tem nome</translation>
    </message>
    <message>
        <source>operator %1 has %2 inputs</source>
        <translation>o operador %1 tem %2 entradas</translation>
    </message>
    <message>
        <source>operator %1 names code %2, there are %3</source>
        <translation>o operador %1 cita o código %2, existem %3</translation>
    </message>
    <message>
        <source>operator %1 overwrites a tensor that exists already</source>
        <translation>o operador %1 sobrescreve um tensor que já existe</translation>
    </message>
    <message>
        <source>operator %1 reads &apos;%2&apos; before any operator makes it</source>
        <translation>o operador %1 lê &apos;%2&apos; antes que algum operador o produza</translation>
    </message>
    <message>
        <source>operator codes</source>
        <translation>códigos de operador</translation>
    </message>
    <message>
        <source>operators</source>
        <translation>operadores</translation>
    </message>
    <message>
        <source>other board: &apos;%1&apos; against &apos;%2&apos;</source>
        <translation>outra placa: &apos;%1&apos; contra &apos;%2&apos;</translation>
    </message>
    <message>
        <source>other clock: %1 Hz against %2 Hz</source>
        <translation>outro clock: %1 Hz contra %2 Hz</translation>
    </message>
    <message>
        <source>other engine: %1 against %2</source>
        <translation>outro motor: %1 contra %2</translation>
    </message>
    <message>
        <source>other firmware build</source>
        <translation>outra compilação do firmware</translation>
    </message>
    <message>
        <source>other model: &apos;%1&apos; against &apos;%2&apos;</source>
        <translation>outro modelo: &apos;%1&apos; contra &apos;%2&apos;</translation>
    </message>
    <message>
        <source>other supply voltage: %1 V against %2 V</source>
        <translation>outra tensão de alimentação: %1 V contra %2 V</translation>
    </message>
    <message>
        <source>outputs-differ</source>
        <translation>saídas diferem</translation>
    </message>
    <message>
        <source>parity-mismatch</source>
        <translation>paridade divergente</translation>
    </message>
    <message>
        <source>parity-unchecked</source>
        <translation>paridade não verificada</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>aprovada</translation>
    </message>
    <message>
        <source>percentile of no samples</source>
        <translation>percentil sem amostras</translation>
    </message>
    <message>
        <source>protocol-limits</source>
        <translation>limites do protocolo</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>em quarentena</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>na fila</translation>
    </message>
    <message>
        <source>random, seed %1</source>
        <translation>aleatórias, semente %1</translation>
    </message>
    <message>
        <source>ratio %1 is outside 0…1</source>
        <translation>a razão %1 está fora de 0…1</translation>
    </message>
    <message>
        <source>reading its flash</source>
        <translation>a leitura da flash</translation>
    </message>
    <message>
        <source>recognised, no firmware yet</source>
        <translation>reconhecida, ainda sem firmware</translation>
    </message>
    <message>
        <source>refusal without a code</source>
        <translation>recusa sem código</translation>
    </message>
    <message>
        <source>run %1 names %2 %3, the record holds %4</source>
        <translation>a execução %1 cita %2 %3, o registro contém %4</translation>
    </message>
    <message>
        <source>run %1 names a trace and the record holds none, or the other way round</source>
        <translation>a execução %1 cita um traço e o registro não o contém, ou o contrário</translation>
    </message>
    <message>
        <source>running</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>same</source>
        <translation>igual</translation>
    </message>
    <message>
        <source>samples have scores of unequal number</source>
        <translation>as amostras têm números diferentes de pontuações</translation>
    </message>
    <message>
        <source>samples-lost</source>
        <translation>amostras-perdidas</translation>
    </message>
    <message>
        <source>says 0 classes</source>
        <translation>diz 0 classes</translation>
    </message>
    <message>
        <source>says class %1; there are %2, from 0</source>
        <translation>diz a classe %1; há %2, a partir de 0</translation>
    </message>
    <message>
        <source>scale %1 and zero point %2 leave %3 no values</source>
        <translation>a escala %1 e o ponto zero %2 não deixam valores a %3</translation>
    </message>
    <message>
        <source>scale %1 is more than its table reaches</source>
        <translation>a escala %1 é maior do que a tabela alcança</translation>
    </message>
    <message>
        <source>scale %1 is too small for its activation</source>
        <translation>a escala %1 é pequena demais para a ativação</translation>
    </message>
    <message>
        <source>serial ports</source>
        <translation>portas seriais</translation>
    </message>
    <message>
        <source>shapes %1 cannot be broadcast</source>
        <translation>as formas %1 não admitem broadcast</translation>
    </message>
    <message>
        <source>short-window</source>
        <translation>janela curta</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>pulada</translation>
    </message>
    <message>
        <source>sparsity %1 is not within 0…%2</source>
        <translation>a esparsidade %1 não está entre 0…%2</translation>
    </message>
    <message>
        <source>spec.json: command is no list</source>
        <translation>spec.json: command não é uma lista</translation>
    </message>
    <message>
        <source>starting after flashing</source>
        <translation>a partida após a gravação</translation>
    </message>
    <message>
        <source>synchronising again</source>
        <translation>sincronizando de novo</translation>
    </message>
    <message>
        <source>tensor %1</source>
        <translation>tensor %1</translation>
    </message>
    <message>
        <source>tensor %1 has %2 dimensions</source>
        <translation>o tensor %1 tem %2 dimensões</translation>
    </message>
    <message>
        <source>tensor %1 names buffer %2, there are %3</source>
        <translation>o tensor %1 cita o buffer %2, existem %3</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos;</source>
        <translation>o tensor &apos;%1&apos;</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>tensores</translation>
    </message>
    <message>
        <source>the DUT</source>
        <translation>o DUT</translation>
    </message>
    <message>
        <source>the answer to %1</source>
        <translation>a resposta a %1</translation>
    </message>
    <message>
        <source>the answer to an inference</source>
        <translation>a resposta a uma inferência</translation>
    </message>
    <message>
        <source>the answers differ</source>
        <translation>as respostas diferem</translation>
    </message>
    <message>
        <source>the benchmark</source>
        <translation>o benchmark</translation>
    </message>
    <message>
        <source>the board is %1</source>
        <translation>a placa está %1</translation>
    </message>
    <message>
        <source>the board is %1, not %2</source>
        <translation>a placa está %1, não %2</translation>
    </message>
    <message>
        <source>the conversion</source>
        <translation>a conversão</translation>
    </message>
    <message>
        <source>the data set</source>
        <translation>o conjunto de dados</translation>
    </message>
    <message>
        <source>the difference to desktop LiteRT</source>
        <translation>a diferença para o LiteRT do computador</translation>
    </message>
    <message>
        <source>the factor behind its quotient is %1; below 2^23 is possible</source>
        <translation>o fator após o quociente é %1; é possível abaixo de 2^23</translation>
    </message>
    <message>
        <source>the factor between its scales is %1</source>
        <translation>o fator entre as escalas é %1</translation>
    </message>
    <message>
        <source>the factor between its scales is %1, more than 2^30</source>
        <translation>o fator entre as escalas é %1, mais que 2^30</translation>
    </message>
    <message>
        <source>the factor between its scales is %1, more than float32 holds</source>
        <translation>o fator entre as escalas é %1, mais do que cabe em float32</translation>
    </message>
    <message>
        <source>the factor between its scales is %1, too close to 1</source>
        <translation>o fator entre as escalas é %1, próximo demais de 1</translation>
    </message>
    <message>
        <source>the factor between its scales is %1; TensorFlow Lite needs it below 1</source>
        <translation>o fator entre as escalas é %1; o TensorFlow Lite exige menos que 1</translation>
    </message>
    <message>
        <source>the factor between its scales is 2^%1 or more</source>
        <translation>o fator entre as escalas é 2^%1 ou mais</translation>
    </message>
    <message>
        <source>the firmware to start</source>
        <translation>o firmware iniciar</translation>
    </message>
    <message>
        <source>the graph of a model</source>
        <translation>grafo de um modelo</translation>
    </message>
    <message>
        <source>the head has %1 bytes</source>
        <translation>o cabeçalho tem %1 bytes</translation>
    </message>
    <message>
        <source>the host library is not built</source>
        <translation>a biblioteca do computador não foi construída</translation>
    </message>
    <message>
        <source>the image has %1 bytes, not %2</source>
        <translation>a imagem tem %1 bytes, não %2</translation>
    </message>
    <message>
        <source>the image is damaged: its digest is %1, not %2</source>
        <translation>a imagem está danificada: seu digest é %1, não %2</translation>
    </message>
    <message>
        <source>the inference</source>
        <translation>a inferência</translation>
    </message>
    <message>
        <source>the installation of TensorFlow</source>
        <translation>a instalação do TensorFlow</translation>
    </message>
    <message>
        <source>the journal is not open</source>
        <translation>o diário não está aberto</translation>
    </message>
    <message>
        <source>the meter</source>
        <translation>o medidor</translation>
    </message>
    <message>
        <source>the model takes no picture</source>
        <translation>o modelo não recebe imagem</translation>
    </message>
    <message>
        <source>the probe finds no chip on its cable</source>
        <translation>a sonda não encontra nenhum chip em seu cabo</translation>
    </message>
    <message>
        <source>the report</source>
        <translation>o relatório</translation>
    </message>
    <message>
        <source>the request claims %1 bytes</source>
        <translation>o pedido afirma ter %1 bytes</translation>
    </message>
    <message>
        <source>the request is cut</source>
        <translation>o pedido está cortado</translation>
    </message>
    <message>
        <source>the scoring</source>
        <translation>a avaliação</translation>
    </message>
    <message>
        <source>the talk with it</source>
        <translation>a conversa com ele</translation>
    </message>
    <message>
        <source>the type %1 is not supported</source>
        <translation>o tipo %1 não é suportado</translation>
    </message>
    <message>
        <source>the type %1 is not supported; it may be %2</source>
        <translation>o tipo %1 não é suportado; pode ser %2</translation>
    </message>
    <message>
        <source>the unit at %1 is not erased</source>
        <translation>a unidade em %1 não está apagada</translation>
    </message>
    <message>
        <source>the wait</source>
        <translation>a espera</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>a janela</translation>
    </message>
    <message>
        <source>there are %1 tensors, %2 is number %3</source>
        <translation>existem %1 tensores, %2 é o número %3</translation>
    </message>
    <message>
        <source>there is no request &apos;%1&apos;</source>
        <translation>não existe o pedido &apos;%1&apos;</translation>
    </message>
    <message>
        <source>this board has no pin BOOT0</source>
        <translation>esta placa não tem pino BOOT0</translation>
    </message>
    <message>
        <source>this board knows no faults</source>
        <translation>esta placa não conhece falhas</translation>
    </message>
    <message>
        <source>this board&apos;s line has no pace, or its cable is out</source>
        <translation>a linha desta placa não tem ritmo, ou o cabo está solto</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>este computador</translation>
    </message>
    <message>
        <source>this system does not list them</source>
        <translation>este sistema não faz essa lista</translation>
    </message>
    <message>
        <source>too-few-samples</source>
        <translation>poucas amostras</translation>
    </message>
    <message>
        <source>top %1 of %2 classes</source>
        <translation>as %1 primeiras de %2 classes</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>sem decisão</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconhecido</translation>
    </message>
    <message>
        <source>unknown order %1</source>
        <translation>ordem desconhecida %1</translation>
    </message>
    <message>
        <source>unknown origin %1</source>
        <translation>origem desconhecida %1</translation>
    </message>
    <message>
        <source>unstable-latency</source>
        <translation>latência instável</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válida</translation>
    </message>
    <message>
        <source>variant %1 names digest %2, its file has %3</source>
        <translation>a variante %1 cita o digest %2, o arquivo tem %3</translation>
    </message>
    <message>
        <source>virtual ARM boards</source>
        <translation>placas ARM virtuais</translation>
    </message>
    <message>
        <source>virtual RISC-V boards</source>
        <translation>placas RISC-V virtuais</translation>
    </message>
    <message>
        <source>virtual board on this computer</source>
        <translation>placa virtual neste computador</translation>
    </message>
    <message>
        <source>virtual board, flash erased</source>
        <translation>placa virtual, flash apagada</translation>
    </message>
    <message>
        <source>virtual board, its firmware does not run: %1</source>
        <translation>placa virtual, o firmware dela não executa: %1</translation>
    </message>
    <message>
        <source>virtual board, waiting in its bootloader</source>
        <translation>placa virtual, esperando no bootloader</translation>
    </message>
    <message>
        <source>voltage-out-of-range</source>
        <translation>tensão-fora-da-faixa</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
    <message>
        <source>wants windows of %1 bytes; %2 has %3</source>
        <translation>quer janelas de %1 bytes; %2 tem %3</translation>
    </message>
    <message>
        <source>warned</source>
        <translation>com aviso</translation>
    </message>
    <message>
        <source>what its firmware says of itself</source>
        <translation>o que o firmware diz de si</translation>
    </message>
    <message>
        <source>windows-by-steps</source>
        <translation>janelas-por-degraus</translation>
    </message>
    <message>
        <source>wire-errors</source>
        <translation>erros na linha</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>pior</translation>
    </message>
    <message>
        <source>written out without its loops the model has more than %1 operators</source>
        <translation>escrito por extenso, sem os laços, o modelo tem mais de %1 operadores</translation>
    </message>
    <message>
        <source>y_labels.csv cannot be read: %1.</source>
        <translation>y_labels.csv não pode ser lido: %1.</translation>
    </message>
    <message>
        <source>y_labels.csv is empty.</source>
        <translation>y_labels.csv está vazio.</translation>
    </message>
    <message>
        <source>y_labels.csv says %1 classes; %2 has %3.</source>
        <translation>y_labels.csv diz %1 classes; %2 tem %3.</translation>
    </message>
    <message>
        <source>you said so</source>
        <translation>você disse</translation>
    </message>
</context>
<context>
    <name>SetChoice</name>
    <message>
        <source>.npz, .npy, .csv or a folder</source>
        <translation>.npz, .npy, .csv ou uma pasta</translation>
    </message>
    <message>
        <source>Choose a data set</source>
        <translation>Escolher um conjunto de dados</translation>
    </message>
    <message>
        <source>Choose a folder of samples</source>
        <translation>Escolher uma pasta de amostras</translation>
    </message>
    <message>
        <source>Data sets (*.npz *.npy *.csv);;All files (*)</source>
        <translation>Conjuntos de dados (*.npz *.npy *.csv);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Divide whole numbers by</source>
        <translation>Dividir números inteiros por</translation>
    </message>
    <message>
        <source>File …</source>
        <translation>Arquivo…</translation>
    </message>
    <message>
        <source>Folder …</source>
        <translation>Pasta…</translation>
    </message>
    <message>
        <source>Number of samples</source>
        <translation>Número de amostras</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Amostras</translation>
    </message>
    <message>
        <source>Whole numbers are divided by</source>
        <translation>Números inteiros são divididos por</translation>
    </message>
    <message>
        <source>Without a word in the set, bytes are divided by 255.</source>
        <translation>Se o conjunto nada diz, bytes são divididos por 255.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>as the set says</source>
        <translation>como diz o conjunto</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>%1 archived runs were deleted.</source>
        <translation>%1 execuções arquivadas foram excluídas.</translation>
    </message>
    <message>
        <source>%1 traces were deleted.</source>
        <translation>%1 traços foram excluídos.</translation>
    </message>
    <message>
        <source>Asking the lab …</source>
        <translation>Consultando o laboratório…</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Placas</translation>
    </message>
    <message>
        <source>Every %1 is taken for this board from now on.</source>
        <translation>De agora em diante, todo %1 é considerado esta placa.</translation>
    </message>
    <message>
        <source>It is on the clipboard.</source>
        <translation>Está na área de transferência.</translation>
    </message>
    <message>
        <source>Look for power meters again</source>
        <translation>Procurar medidores de energia de novo</translation>
    </message>
    <message>
        <source>Look for tools again</source>
        <translation>Procurar ferramentas de novo</translation>
    </message>
    <message>
        <source>No run was archived more than %1 days ago.</source>
        <translation>Nenhuma execução foi arquivada há mais de %1 dias.</translation>
    </message>
    <message>
        <source>No trace is kept that is older than %1 days.</source>
        <translation>Não há traço guardado com mais de %1 dias.</translation>
    </message>
    <message>
        <source>Open the folder of the database</source>
        <translation>Abrir a pasta do banco de dados</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Seções</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>Ajustes: %1</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Ferramentas</translation>
    </message>
    <message>
        <source>Wrote %1.</source>
        <translation>%1 foi gravado.</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>Copy a link to this view</source>
        <translation>Copiar um link para esta visão</translation>
    </message>
    <message>
        <source>Open the copied link</source>
        <translation>Abrir o link copiado</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>Imagem SVG (*.svg)</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Salvar os gráficos</translation>
    </message>
    <message>
        <source>Save the charts as SVG …</source>
        <translation>Salvar os gráficos como SVG…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Salvo como %1</translation>
    </message>
    <message>
        <source>The link in the clipboard names the first %1 of %2 runs.</source>
        <translation>O link na área de transferência nomeia as primeiras %1 de %2 execuções.</translation>
    </message>
    <message>
        <source>The link to this view is in the clipboard.</source>
        <translation>O link para esta visão está na área de transferência.</translation>
    </message>
    <message>
        <source>There is no link to a view in the clipboard.</source>
        <translation>Não há link para uma visão na área de transferência.</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Everywhere</source>
        <translation>Em toda parte</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atalhos</translation>
    </message>
</context>
<context>
    <name>SideOpsChart</name>
    <message>
        <source>%1: %2 in %3 ops, the longest is %4.</source>
        <translation>%1: %2 em %3 operadores, o mais longo é %4.</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>None of these runs has times by op.</source>
        <translation>Nenhuma destas execuções tem tempos por operador.</translation>
    </message>
    <message>
        <source>Op</source>
        <translation>Op.</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Parcela</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Ticks</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time by op, side by side</source>
        <translation>Tempo por operador, lado a lado</translation>
    </message>
    <message>
        <source>n = 1 profiled inference of each, %1 runs</source>
        <translation>n = 1 inferência perfilada de cada, %1 execuções</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>Stages</source>
        <translation>Etapas</translation>
    </message>
    <message>
        <source>running</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>pulada</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>parada</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>%1 boards</source>
        <translation>%1 placas</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 execuções</translation>
    </message>
    <message>
        <source>1 board</source>
        <translation>1 placa</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 execução</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Console</translation>
    </message>
    <message>
        <source>Database %1</source>
        <translation>Banco de dados %1</translation>
    </message>
    <message>
        <source>Go to the runs</source>
        <translation>Ir para as execuções</translation>
    </message>
    <message>
        <source>Show or hide the drawer (Ctrl+J)</source>
        <translation>Mostrar ou ocultar a gaveta (Ctrl+J)</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
    <message>
        <source>no boards</source>
        <translation>nenhuma placa</translation>
    </message>
    <message>
        <source>no runs</source>
        <translation>nenhuma execução</translation>
    </message>
</context>
<context>
    <name>SummaryTab</name>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instruções</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Output parity</source>
        <translation>Paridade da saída</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>Etiquetas, separadas por vírgulas</translation>
    </message>
    <message>
        <source>What should be remembered of this run?</source>
        <translation>O que deve ser lembrado desta execução?</translation>
    </message>
    <message>
        <source>last %1 versions</source>
        <translation>últimas %1 versões</translation>
    </message>
    <message>
        <source>release, nightly …</source>
        <translation>release, nightly …</translation>
    </message>
</context>
<context>
    <name>SummaryTable</name>
    <message>
        <source>Summary of the batch</source>
        <translation>Resumo do lote</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>%1 bytes differ</source>
        <translation>%1 bytes diferem</translation>
    </message>
    <message>
        <source>%1 inputs, %2 output bytes compared with the host build of the same kernels.</source>
        <translation>%1 entradas, %2 bytes de saída comparados com a compilação dos mesmos kernels no computador.</translation>
    </message>
    <message>
        <source>A port at another computer: whether a real board is behind it, its firmware says.</source>
        <translation>Uma porta em outro computador: se há uma placa real por trás dela, o firmware é que diz.</translation>
    </message>
    <message>
        <source>A real board.</source>
        <translation>Uma placa real.</translation>
    </message>
    <message>
        <source>An emulator: instructions are exact, time is derived.</source>
        <translation>Um emulador: as instruções são exatas, o tempo é derivado.</translation>
    </message>
    <message>
        <source>EMULATED</source>
        <translation>EMULADO</translation>
    </message>
    <message>
        <source>HARDWARE</source>
        <translation>HARDWARE</translation>
    </message>
    <message>
        <source>NATIVE</source>
        <translation>NATIVO</translation>
    </message>
    <message>
        <source>No issues were found.</source>
        <translation>Nenhum problema encontrado.</translation>
    </message>
    <message>
        <source>Runs on this computer: time depends on what else it does.</source>
        <translation>Roda neste computador: o tempo depende do que mais ele faz.</translation>
    </message>
    <message>
        <source>bit-exact</source>
        <translation>idêntica bit a bit</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>degradada</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>inválida</translation>
    </message>
    <message>
        <source>parity unchecked</source>
        <translation>paridade não conferida</translation>
    </message>
    <message>
        <source>remote</source>
        <translation>remota</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válida</translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Remove #%1</source>
        <translation>Remover #%1</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Tags for %1 runs</source>
        <translation>Etiquetas para %1 execuções</translation>
    </message>
    <message>
        <source>release, nightly …</source>
        <translation>release, nightly …</translation>
    </message>
</context>
<context>
    <name>TaskModel</name>
    <message>
        <source>Detail</source>
        <translation>Detalhe</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Nothing has been started yet. Runs, conversions and what was said in passing are listed here.</source>
        <translation>Nada foi iniciado ainda. Execuções, conversões e avisos aparecem aqui.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tarefas</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>done in %1</source>
        <translation>pronta em %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>com falha</translation>
    </message>
    <message>
        <source>running</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>said</source>
        <translation>disse</translation>
    </message>
</context>
<context>
    <name>TasksTab</name>
    <message>
        <source>Cancel the conversion</source>
        <translation>Cancelar a conversão</translation>
    </message>
</context>
<context>
    <name>TensorsModel</name>
    <message>
        <source>%1 scales, one a channel</source>
        <translation>%1 escalas, uma por canal</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantização</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Zeros</translation>
    </message>
    <message>
        <source>between ops</source>
        <translation>entre operadores</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>constante</translation>
    </message>
    <message>
        <source>first: </source>
        <translation>primeira: </translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>kept for the next inference</source>
        <translation>mantido para a próxima inferência</translation>
    </message>
    <message>
        <source>output</source>
        <translation>saída</translation>
    </message>
    <message>
        <source>scalar</source>
        <translation>escalar</translation>
    </message>
    <message>
        <source>scale %1, zero point %2</source>
        <translation>escala %1, ponto zero %2</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>MM-dd HH:mm</source>
        <translation>dd/MM HH:mm</translation>
    </message>
    <message>
        <source>yyyy-MM-dd  HH:mm:ss</source>
        <translation>dd/MM/yyyy  HH:mm:ss</translation>
    </message>
    <message>
        <source>yyyy-MM-dd HH:mm</source>
        <translation>dd/MM/yyyy HH:mm</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
    </message>
</context>
<context>
    <name>ToolsSection</name>
    <message>
        <source>%1, missing</source>
        <translation>%1, ausente</translation>
    </message>
    <message>
        <source>%1, not installed</source>
        <translation>%1, não instalada</translation>
    </message>
    <message>
        <source>Copy how to get it</source>
        <translation>Copiar como obter</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Encontrada</translation>
    </message>
    <message>
        <source>How to get it</source>
        <translation>Como obter</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Procurar de novo</translation>
    </message>
    <message>
        <source>Needed for</source>
        <translation>Necessária para</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Ferramenta</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Ferramentas</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Compare and hand in</source>
        <translation>Comparar e entregar</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>Drop a .tflite file on the window and press F5: it is flashed, checked byte by byte and measured.</source>
        <translation>Solte um arquivo .tflite na janela e pressione F5: ele é gravado, conferido byte a byte e medido.</translation>
    </message>
    <message>
        <source>Every run is kept. Ctrl+Shift+P finds every command, ? shows every shortcut.</source>
        <translation>Toda execução é guardada. Ctrl+Shift+P encontra todos os comandos, ? mostra todos os atalhos.</translation>
    </message>
    <message>
        <source>Flash and test</source>
        <translation>Gravar e testar</translation>
    </message>
    <message>
        <source>It appears at the left by itself. No board at hand? A virtual one runs the same firmware.</source>
        <translation>Ela aparece à esquerda sozinha. Sem placa à mão? Uma virtual roda o mesmo firmware.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Próximo</translation>
    </message>
    <message>
        <source>Plug in a board</source>
        <translation>Conecte uma placa</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Pular o passeio</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Passo %1 de %2</translation>
    </message>
    <message>
        <source>Try with a virtual board</source>
        <translation>Experimentar com uma placa virtual</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source> · %1 shorter lines left out</source>
        <translation> · %1 linhas mais curtas omitidas</translation>
    </message>
    <message>
        <source>%1 by version</source>
        <translation>%1 por versão</translation>
    </message>
    <message>
        <source>%1 on %2 (%3): %4 in v%5, %6 in v%7.</source>
        <translation>%1 em %2 (%3): %4 na v%5, %6 na v%7.</translation>
    </message>
    <message>
        <source>%1 than the version before</source>
        <translation>%1 que a versão anterior</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>No valid runs yet. Each tested version of a model becomes a point here.</source>
        <translation>Ainda não há execuções válidas. Cada versão testada de um modelo vira um ponto aqui.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>Regressão</translation>
    </message>
    <message>
        <source>Regressions: %1.</source>
        <translation>Regressões: %1.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Version of %1</source>
        <translation>Versão de %1</translation>
    </message>
    <message>
        <source>newest run of each version, n = %1 · ▲ in a ring = worse than the version before by over %2 %</source>
        <translation>execução mais recente de cada versão, n = %1 · ▲ em um círculo = pior que a versão anterior em mais de %2 %</translation>
    </message>
</context>
<context>
    <name>Unread</name>
    <message>
        <source>Runs that cannot be read are left out (%1): %2. Reason for the first: %3. Update Benchwright, or put a copy of the database back.</source>
        <translation>Execuções que não podem ser lidas ficam de fora (%1): %2. Motivo da primeira: %3. Atualize o Benchwright ou restaure uma cópia do banco de dados.</translation>
    </message>
</context>
<context>
    <name>VariantChanges</name>
    <message>
        <source>%1 is archived. Ctrl+Z brings it back.</source>
        <translation>%1 foi arquivada. Ctrl+Z a traz de volta.</translation>
    </message>
    <message>
        <source>Archive %1</source>
        <translation>Arquivar %1</translation>
    </message>
    <message>
        <source>Bring %1 back</source>
        <translation>Trazer %1 de volta</translation>
    </message>
    <message>
        <source>Change name or note of %1</source>
        <translation>Alterar nome ou nota de %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>VariantFacts</name>
    <message>
        <source>%1 % on %2 samples</source>
        <translation>%1 % em %2 amostras</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>Digest of the set</source>
        <translation>Resumo do conjunto</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importado</translation>
    </message>
    <message>
        <source>Labelled set</source>
        <translation>Conjunto rotulado</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>Feita de</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>Formato numérico</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Receita</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Zeros among weights</source>
        <translation>Zeros entre os pesos</translation>
    </message>
</context>
<context>
    <name>VariantsModel</name>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
</context>
<context>
    <name>VersionChart</name>
    <message>
        <source>%1 by version</source>
        <translation>%1 por versão</translation>
    </message>
    <message>
        <source>%1 on %2 (%3): %4 in %5, %6 in %7.</source>
        <translation>%1 em %2 (%3): %4 na %5, %6 na %7.</translation>
    </message>
    <message>
        <source>%1 · newest run of each version, n = %2</source>
        <translation>%1 · execução mais recente de cada versão, n = %2</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Placa</translation>
    </message>
    <message>
        <source>No valid runs yet. Each tested version of a model becomes a point here.</source>
        <translation>Ainda não há execuções válidas. Cada versão testada de um modelo vira um ponto aqui.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>Validade</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Version of %1</source>
        <translation>Versão de %1</translation>
    </message>
</context>
<context>
    <name>VirtualSection</name>
    <message>
        <source>No board can be virtual on this computer.</source>
        <translation>Nenhuma placa pode ser virtual neste computador.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Virtual boards</source>
        <translation>Placas virtuais</translation>
    </message>
</context>
<context>
    <name>VoltageDialog</name>
    <message>
        <source>A board made for 3.3 V is damaged by more than %1. Nothing undoes that.</source>
        <translation>Uma placa feita para 3,3 V é danificada por mais de %1. Nada desfaz isso.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Change the supply voltage?</source>
        <translation>Mudar a tensão de alimentação?</translation>
    </message>
    <message>
        <source>Supply %1</source>
        <translation>Fornecer %1</translation>
    </message>
    <message>
        <source>The voltage once more, in volts</source>
        <translation>A tensão mais uma vez, em volts</translation>
    </message>
    <message>
        <source>Type the voltage once more to go on:</source>
        <translation>Digite a tensão mais uma vez para continuar:</translation>
    </message>
</context>
<context>
    <name>WindowNews</name>
    <message>
        <source>%1 is written to %2.</source>
        <translation>%1 foi gravado em %2.</translation>
    </message>
    <message>
        <source>%1 was measured on %2.</source>
        <translation>%1 foi medido em %2.</translation>
    </message>
    <message>
        <source>Everything that was measured is saved.</source>
        <translation>Tudo o que foi medido está salvo.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
</context>
<context>
    <name>WindowTroubles</name>
    <message>
        <source>That did not work.</source>
        <translation>Isso não funcionou.</translation>
    </message>
    <message>
        <source>The database is free again. What failed was not written: do it once more.</source>
        <translation>O banco de dados está livre de novo. O que falhou não foi gravado: faça outra vez.</translation>
    </message>
    <message>
        <source>The log (Ctrl+J) has the details.</source>
        <translation>O registro (Ctrl+J) traz os detalhes.</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Name and note</source>
        <translation>Nome e nota</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
</context>
</TS>
