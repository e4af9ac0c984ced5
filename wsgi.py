from community import create_app
from community.foundation import logs

logs.configure()
app = application = create_app()
